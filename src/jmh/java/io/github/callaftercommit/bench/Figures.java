// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured, benchmark by benchmark: the medians of the rounds. */
final class Figures {

    /** What can be measured of an operation. */
    enum Metric {
        NANOS, BYTES, PER_SECOND
    }

    private record Sample(Metric metric, int size) {
    }

    private final Map<String, List<Map<Sample, List<Double>>>> rounds = new HashMap<>();

    void add(RunResult run) {
        Map<Sample, List<Double>> round = new HashMap<>();
        int iteration = 0;
        for (IterationResult result : run.getAggregatedResult().getIterationResults()) {
            int size = Sized.size(run.getParams().getParam("sizes"), iteration++);
            if (result.getScoreUnit().equals("ops/s")) {
                add(round, new Sample(Metric.PER_SECOND, size), result.getPrimaryResult());
            }
            result.getSecondaryResults().forEach((label, secondary) -> {
                if (label.endsWith(CpuTime.LABEL)) {
                    add(round, new Sample(Metric.NANOS, size), secondary);
                } else if (label.endsWith("gc.alloc.rate.norm")) {
                    add(round, new Sample(Metric.BYTES, size), secondary);
                }
            });
        }
        String benchmark = run.getParams().getBenchmark().substring(Figures.class.getPackageName().length() + 1);
        boolean inRequest = !"false".equals(run.getParams().getParam(Container.IN_REQUEST));
        rounds.computeIfAbsent(Way.key(benchmark, inRequest), name -> new ArrayList<>()).add(round);
    }

    private static void add(Map<Sample, List<Double>> round, Sample sample, Result<?> result) {
        round.computeIfAbsent(sample, key -> new ArrayList<>()).add(result.getScore());
    }

    /** Returns the figure for a whole operation of the given size. */
    double of(Metric metric, String benchmark, int size) {
        return overRounds(benchmark, round -> median(round.get(new Sample(metric, size))));
    }

    double of(Metric metric, String benchmark) {
        return of(metric, benchmark, 1);
    }

    /** Returns the figure for one of as many callbacks in a transaction; the empty transaction of the same round is subtracted. */
    double perCallback(Metric metric, String benchmark, int size) {
        return overRounds(benchmark, round -> perCallback(metric, round, size));
    }

    /** Returns by how much one way takes longer than another that was measured beside it, round by round: what slows the machine for a while slows both. */
    double ratio(Way way, Way other, int size) {
        List<Double> theirs = eachRound(other.benchmark(), round -> perCallback(Metric.NANOS, round, size));
        List<Double> ours = eachRound(way.benchmark(), round -> perCallback(Metric.NANOS, round, size));
        return median(IntStream.range(0, ours.size()).mapToObj(round -> ours.get(round) / theirs.get(round)).toList());
    }

    private static double perCallback(Metric metric, Map<Sample, List<Double>> round, int size) {
        return (median(round.get(new Sample(metric, size))) - median(round.get(new Sample(metric, 0)))) / size;
    }

    private double overRounds(String benchmark, ToDoubleFunction<Map<Sample, List<Double>>> figure) {
        return median(eachRound(benchmark, figure));
    }

    private List<Double> eachRound(String benchmark, ToDoubleFunction<Map<Sample, List<Double>>> figure) {
        return rounds.get(benchmark).stream().mapToDouble(figure).boxed().toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
