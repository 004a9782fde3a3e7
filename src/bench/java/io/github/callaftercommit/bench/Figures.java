// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** What was measured: the medians of the rounds, each of which is the median of its iterations. */
final class Figures {

    /** What can be measured of an operation. */
    enum Metric {
        NANOS, BYTES
    }

    /** One iteration, in which all ways of a group had their turns: what is compared within it was slowed alike. */
    record Iteration(Map<String, Double> scores) {

        private static Iteration of(IterationResult result) {
            Map<String, Double> scores = new HashMap<>();
            result.getSecondaryResults().forEach((label, secondary) -> scores.put(label, secondary.getScore()));
            return new Iteration(scores);
        }

        /** Returns the figure for a whole operation of the given size. */
        double of(Metric metric, Way way, int n) {
            return scores.get(label(metric, way, n));
        }

        double nanos(Way way, int n) {
            return of(Metric.NANOS, way, n);
        }

        /** Returns the figure for one of as many callbacks in a transaction; the empty transaction is subtracted. */
        double perCallback(Metric metric, Way way, int n) {
            return (of(metric, way, n) - of(metric, way, 0)) / n;
        }

        double nanosPerCallback(Way way, int n) {
            return perCallback(Metric.NANOS, way, n);
        }
    }

    private final Map<Way.Group, List<List<Iteration>>> rounds = new EnumMap<>(Way.Group.class);
    private final Map<Integer, List<Double>> commits = new HashMap<>();

    /** Returns the name under which the measured JVM hands over a figure. */
    static String label(Metric metric, Way way, int n) {
        return metric + " " + way + " " + n;
    }

    void add(Way.Group group, RunResult run) {
        List<Iteration> round = run.getAggregatedResult().getIterationResults().stream().map(Iteration::of).toList();
        rounds.computeIfAbsent(group, key -> new ArrayList<>()).add(round);
    }

    void addCommits(RunResult run) {
        commits.computeIfAbsent(Integer.valueOf(run.getParams().getParam("n")), key -> new ArrayList<>())
                .add(run.getPrimaryResult().getScore());
    }

    double of(Way.Group group, ToDoubleFunction<Iteration> figure) {
        return median(rounds.get(group).stream()
                .map(round -> median(round.stream().map(figure::applyAsDouble).toList())).toList());
    }

    double of(Way.Group group, Metric metric, Way way, int n) {
        return of(group, iteration -> iteration.of(metric, way, n));
    }

    double perCallback(Way.Group group, Metric metric, Way way, int n) {
        return of(group, iteration -> iteration.perCallback(metric, way, n));
    }

    /** Returns the commits of two threads in a second, with as many calls in each transaction. */
    double commitsPerSecond(int n) {
        return median(commits.get(n));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
