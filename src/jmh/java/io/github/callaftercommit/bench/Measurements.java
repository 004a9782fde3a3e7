// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks in rounds, each of which starts every one of them in a fresh JVM: what disturbs the machine for a while disturbs all of them, and the medians outlive it. */
final class Measurements {

    static final List<Integer> SIZES = List.of(1, 10, 100, 1000);
    static final int MILLION = 1_000_000;
    private static final int WARMUPS = 15;

    /** In turn and in both orders, many times over: what is measured is a small part of what it is measured in. */
    private static final String PAIRS = String.join(Sized.SEPARATOR, Collections.nCopies(5, sizes(0, 1, 1, 0)));

    private static final String ALL_SIZES = sizes(0) + Sized.SEPARATOR + sizes(SIZES.toArray(Integer[]::new));

    /** The last one keeps Spring's logging from a binding that is not there. */
    private static final String[] JVM = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-Djava.util.logging.config.file=src/jmh/logging.properties",
            "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl"};

    private Measurements() {
    }

    static Figures run(int rounds) throws RunnerException {
        Figures figures = new Figures();
        List<Way> toMillion = List.of(Way.CALL, Way.FLOOR, Way.RAW);
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            measure(figures, true, ALL_SIZES + Sized.SEPARATOR + MILLION, toMillion.stream().map(Way::benchmark));
            measure(figures, true, ALL_SIZES, Way.ALL.stream().filter(way -> way.inRequest() && !toMillion.contains(way)).map(Way::benchmark));
            measure(figures, false, ALL_SIZES, Stream.of(Way.CALL, Way.AFTER_SUCCESS).map(Way::benchmark));
            measure(figures, true, sizes(0, 1), Stream.of("LibraryCalls.twoThreads"));
            measure(figures, true, PAIRS, Stream.of("Boundary.transactional", "Boundary.insert"));
            measure(figures, true, sizes(1), Stream.of("CdiEvents.interceptedNothing", "LibraryCalls.callWithoutTransaction", "LibraryCalls.statusLookUp"));
            // what is closest together takes the most rounds to tell apart
            measure(figures, true, ALL_SIZES + Sized.SEPARATOR + MILLION, Stream.of(Way.CALL, Way.FLOOR).map(Way::benchmark));
        }
        return figures;
    }

    private static String sizes(Integer... sizes) {
        return Stream.of(sizes).map(String::valueOf).collect(Collectors.joining(Sized.SEPARATOR));
    }

    /** Returns by how much to lengthen the iterations on a machine that has others to serve, so that each of them still gets the work done that it takes to compile. */
    private static double stretch() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long used = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        while (threads.getCurrentThreadCpuTime() - used < 100_000_000) {
            Thread.onSpinWait();
        }
        return Math.min(8, (System.nanoTime() - start) / 100e6);
    }

    private static void measure(Figures figures, boolean inRequest, String sizes, Stream<String> benchmarks) throws RunnerException {
        double stretch = stretch();
        TimeValue warmup = TimeValue.milliseconds((long) (250 * stretch));
        TimeValue measurement = TimeValue.milliseconds((long) (150 * stretch));
        int each = sizes.split(Sized.SEPARATOR).length;
        // whole turns, so that the measurement starts with the first size
        int turns = (WARMUPS + each - 1) / each;
        OptionsBuilder options = new OptionsBuilder();
        benchmarks.forEach(benchmark -> options.include("\\." + benchmark.replace(".", "\\.") + "$"));
        Options built = options.param("sizes", sizes).param(Container.IN_REQUEST, String.valueOf(inRequest))
                .jvmArgs(JVM).jvmArgsAppend("-D" + Sized.PAUSE + '=' + (long) (60 * stretch))
                .forks(1)
                .warmupIterations(turns * each).warmupTime(warmup)
                .measurementIterations(Math.max(5, 2 * each)).measurementTime(measurement)
                .addProfiler(GCProfiler.class).addProfiler(CpuTime.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        new Runner(built).run().forEach(figures::add);
    }
}
