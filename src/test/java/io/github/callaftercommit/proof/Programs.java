// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates programs. Most of what they do is ordinary, so that the odd things happen in the midst of something. */
final class Programs {

    private static final int DEPTH = 3;

    private Programs() {}

    static Arbitrary<List<Step>> arbitrary() {
        return steps(DEPTH, 5).map(steps -> new Numbering().numbered(steps));
    }

    private static Arbitrary<List<Step>> steps(int depth, int most) {
        return step(depth).list().ofMaxSize(most);
    }

    private static Arbitrary<Step> step(int depth) {
        Arbitrary<Step> enlist = Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(Step.Fault.NONE)), Tuple.of(2, Arbitraries.of(Step.Fault.class)))
                .map(Step.Enlist::new);
        Arbitrary<Step> call = call(depth).map(c -> c);
        if (depth == 0) {
            return Arbitraries.frequencyOf(
                    Tuple.of(8, call),
                    Tuple.of(1, enlist),
                    Tuple.of(1, Arbitraries.of(new Step.SetRollbackOnly(), new Step.TimeOut())));
        }
        Arbitrary<Step> block = Combinators.combine(
                        Arbitraries.of(Step.Demarcation.class), Arbitraries.lazy(() -> steps(depth - 1, 4)), end())
                .as((around, body, end) -> new Step.Block(0, around, body, end));
        Arbitrary<Step> late =
                Combinators.combine(Arbitraries.of(Step.Moment.class), call(0)).as(Step.CallAt::new);
        return Arbitraries.frequencyOf(
                Tuple.of(8, block),
                Tuple.of(8, call),
                Tuple.of(2, enlist),
                Tuple.of(2, late),
                Tuple.of(1, Arbitraries.of(new Step.SetRollbackOnly(), new Step.TimeOut())));
    }

    private static Arbitrary<Step.Call> call(int depth) {
        Arbitrary<List<Step>> steps = depth == 0
                ? Arbitraries.just(List.of())
                : Arbitraries.frequencyOf(
                        Tuple.of(2, Arbitraries.just(List.of())),
                        Tuple.of(1, Arbitraries.lazy(() -> steps(depth - 1, 3))));
        Arbitrary<Step.Ending> ending = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Step.Ending.RETURNS)), Tuple.of(2, Arbitraries.of(Step.Ending.class)));
        return Combinators.combine(Arbitraries.of(Step.How.class), steps, ending)
                .as((how, body, end) -> new Step.Call(0, how, body, end));
    }

    private static Arbitrary<Step.BodyEnd> end() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Step.BodyEnd.RETURNS)), Tuple.of(1, Arbitraries.of(Step.BodyEnd.class)));
    }

    /** Gives every call and every block a number of its own, so that a journal can name it. */
    private static final class Numbering {

        private int last;

        private List<Step> numbered(List<Step> steps) {
            List<Step> numbered = new ArrayList<>(steps.size());
            steps.forEach(step -> numbered.add(numbered(step)));
            return numbered;
        }

        private Step numbered(Step step) {
            if (step instanceof Step.Call call) {
                return numbered(call);
            } else if (step instanceof Step.Block block) {
                return new Step.Block(++last, block.around(), numbered(block.body()), block.end());
            } else if (step instanceof Step.CallAt at) {
                return new Step.CallAt(at.moment(), numbered(at.call()));
            }
            return step;
        }

        private Step.Call numbered(Step.Call call) {
            return new Step.Call(++last, call.how(), numbered(call.steps()), call.ending());
        }
    }
}
