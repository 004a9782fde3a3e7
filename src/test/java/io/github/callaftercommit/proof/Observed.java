// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the transaction manager does with the transactions of a program when nobody makes calls in them; the model
 * starts from it, and calls may change nothing of it.
 */
final class Observed {

    /** A callback of the transaction manager in which a program makes a call. */
    record Moment(Step.CallAt at, int status) {}

    private final Map<Integer, Integer> outcomes = new HashMap<>();
    private final Set<Integer> doubted = new HashSet<>();
    private final Map<Integer, String> thrown = new HashMap<>();
    private final Map<Integer, List<Moment>> moments = new HashMap<>();

    void completed(int transaction, int outcome) {
        outcomes.put(transaction, outcome);
    }

    /** The transaction itself tells of a heuristic outcome. */
    void doubted(int transaction) {
        doubted.add(transaction);
    }

    boolean isDoubted(int transaction) {
        return doubted.contains(transaction);
    }

    void ended(int transaction, String exception) {
        thrown.put(transaction, exception);
    }

    void reached(int transaction, Step.CallAt at, int status) {
        moments.computeIfAbsent(transaction, unused -> new ArrayList<>()).add(new Moment(at, status));
    }

    int outcome(int transaction) {
        return outcomes.get(transaction);
    }

    /** Returns the simple name of what the code around the block has caught, or 'nothing'. */
    String thrown(int block) {
        return thrown.getOrDefault(block, "nothing");
    }

    List<Moment> moments(int transaction, boolean after) {
        return moments.getOrDefault(transaction, List.of()).stream()
                .filter(moment -> after == (moment.at().moment() == Step.Moment.AFTER_COMPLETION))
                .toList();
    }

    /** The part that calls must not change: the moments are left out, for calls may be made in calls. */
    String committersView(List<Integer> blocks) {
        StringBuilder view = new StringBuilder();
        blocks.forEach(block -> view.append(block)
                .append(": ")
                .append(outcomes.get(block))
                .append(' ')
                .append(thrown(block))
                .append('\n'));
        return view.toString();
    }
}
