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
    private static final int LEVELS = 30;

    private Programs() {}

    static Arbitrary<List<Step>> arbitrary() {
        Arbitrary<List<Step>> programs = Arbitraries.frequencyOf(Tuple.of(60, steps(DEPTH, 8)),
                Tuple.of(1, deep().map(List::of)));
        return programs.map(steps -> new Numbering().numbered(steps));
    }

    private static Arbitrary<List<Step>> steps(int depth, int most) {
        return step(depth).list().ofMinSize(depth == DEPTH ? 2 : 1).ofMaxSize(most);
    }

    private static Arbitrary<Step> step(int depth) {
        Arbitrary<Step> enlist = Combinators
                .combine(Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(Step.Fault.NONE)),
                        Tuple.of(2, Arbitraries.of(Step.Fault.class))), Arbitraries.of(0, 0, 0, 1, 3))
                .as(Step.Enlist::new);
        Arbitrary<Step> doom = Arbitraries.of(new Step.SetRollbackOnly(), new Step.TimeOut());
        Arbitrary<Step> end = Arbitraries.of(Step.Foreign.class).map(how -> new Step.End(0, how));
        Arbitrary<Step> call = call(depth).map(c -> c);
        if (depth == 0) {
            return Arbitraries.frequencyOf(Tuple.of(16, call), Tuple.of(2, enlist), Tuple.of(2, doom),
                    Tuple.of(1, end));
        }
        Arbitrary<Step> late = Combinators.combine(Arbitraries.of(Step.Moment.class), call(0)).as(Step.CallAt::new);
        Arbitrary<Step> resume = Combinators
                .combine(
                        Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(List.<Step>of())),
                                Tuple.of(1, Arbitraries.lazy(() -> steps(depth - 1, 3)))),
                        Arbitraries.of(Step.Foreign.class), Arbitraries.of(Step.StageEnd.class))
                .as((rest, how, stage) -> new Step.Resume(0, rest, how, stage));
        return Arbitraries.frequencyOf(Tuple.of(16, block(depth)), Tuple.of(16, call), Tuple.of(4, enlist),
                Tuple.of(4, late), Tuple.of(4, resume), Tuple.of(2, doom), Tuple.of(1, end));
    }

    private static Arbitrary<Step> block(int depth) {
        Arbitrary<List<Step.Beside>> besides = Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(List.of())),
                Tuple.of(1, beside().list().ofMinSize(1).ofMaxSize(2)));
        Arbitrary<Step.BodyEnd> end = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Step.BodyEnd.RETURNS)),
                Tuple.of(1, Arbitraries.of(Step.BodyEnd.class)));
        return Combinators
                .combine(app(), Arbitraries.of(Step.Demarcation.class), besides,
                        Arbitraries.lazy(() -> steps(depth - 1, 4)), end, Arbitraries.of(Step.StageEnd.class),
                        Arbitraries.of(true, true, true, false))
                .as((app, around, beside, body, ends, stage, caught) -> new Step.Block(0, app, around,
                        around.isInterceptedBesides() ? beside : List.of(), body, ends, stage, caught));
    }

    private static Arbitrary<Step.Beside> beside() {
        return Combinators.combine(Arbitraries.of(Step.Place.class), Arbitraries.of(Step.Does.class), call(0))
                .as((place, does, call) -> new Step.Beside(place, does,
                        does == Step.Does.CALL_BEFORE || does == Step.Does.CALL_AFTER ? call : null));
    }

    private static Arbitrary<Step.App> app() {
        return Arbitraries.of(Step.App.A, Step.App.A, Step.App.A, Step.App.B);
    }

    private static Arbitrary<Step.Call> call(int depth) {
        Arbitrary<List<Step>> steps = depth == 0
                ? Arbitraries.just(List.of())
                : Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just(List.of())),
                        Tuple.of(1, Arbitraries.lazy(() -> steps(depth - 1, 3))));
        return call(steps);
    }

    private static Arbitrary<Step.Call> call(Arbitrary<List<Step>> steps) {
        Arbitrary<Step.Ending> ending = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(Step.Ending.RETURNS)),
                Tuple.of(2, Arbitraries.of(Step.Ending.class)));
        return Combinators
                .combine(app(), Arbitraries.of(Step.How.class), steps, ending, Arbitraries.of(Step.Observer.class))
                .as((app, how, inside, end, observer) -> new Step.Call(0, app, how, inside, end, observer));
    }

    /** Callbacks that each commit a transaction in which the next call is made, many levels deep. */
    private static Arbitrary<Step> deep() {
        Arbitrary<Step.Demarcation> around = Arbitraries.of(Step.Demarcation.REQUIRED,
                Step.Demarcation.USER_TRANSACTION);
        Arbitrary<Step.Call> call = call(Arbitraries.just(List.of()));
        return Combinators.combine(around, call).as((demarcation, each) -> level(demarcation, each)).list().ofMinSize(2)
                .ofMaxSize(LEVELS).map(Programs::nested);
    }

    private static Step.Block level(Step.Demarcation around, Step.Call call) {
        return new Step.Block(0, call.app(), around, List.of(), List.of(call), Step.BodyEnd.RETURNS, Step.StageEnd.DONE,
                true);
    }

    private static Step nested(List<Step.Block> levels) {
        List<Step> inside = List.of();
        for (Step.Block level : levels) {
            Step.Call call = (Step.Call) level.body().get(0);
            Step.Call around = new Step.Call(0, call.app(), call.how(), inside, call.ending(), call.observer());
            inside = List.of(level(level.around(), around));
        }
        return inside.get(0);
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
                return new Step.Block(++last, block.app(), block.around(),
                        block.besides().stream().map(this::numbered).toList(), numbered(block.body()), block.end(),
                        block.stage(), block.caught());
            } else if (step instanceof Step.CallAt at) {
                return new Step.CallAt(at.moment(), numbered(at.call()));
            } else if (step instanceof Step.End end) {
                return new Step.End(++last, end.foreign());
            } else if (step instanceof Step.Resume resume) {
                return new Step.Resume(++last, numbered(resume.rest()), resume.foreign(), resume.stage());
            }
            return step;
        }

        private Step.Beside numbered(Step.Beside beside) {
            return beside.call() == null
                    ? beside
                    : new Step.Beside(beside.place(), beside.does(), numbered(beside.call()));
        }

        private Step.Call numbered(Step.Call call) {
            return new Step.Call(++last, call.app(), call.how(), numbered(call.inside()), call.ending(),
                    call.observer());
        }
    }
}
