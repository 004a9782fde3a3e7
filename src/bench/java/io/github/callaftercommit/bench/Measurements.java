// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks in rounds, each of which starts every one of them in a fresh JVM: what disturbs the machine for a
 * while disturbs all of them, and the medians outlive it.
 */
final class Measurements {

    /** The last one keeps Spring's logging from a binding that is not there. */
    private static final String[] JVM = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC",
            "-Djava.util.logging.config.file=src/bench/logging.properties",
            "-Dorg.apache.commons.logging.LogFactory=org.apache.commons.logging.impl.LogFactoryImpl"};

    private Measurements() {}

    static Figures run(int rounds) throws RunnerException {
        Figures figures = new Figures();
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            for (Way.Group group : Way.Group.values()) {
                // a turn among a million takes seconds
                int iterations = group == Way.Group.MILLION ? 4 : 60;
                OptionsBuilder options = options(InTurn.class, iterations);
                new Runner(options.param("group", group.name()).addProfiler(Blocks.class).build()).run()
                        .forEach(run -> figures.add(group, run));
            }
            new Runner(options(TwoThreads.class, 10).build()).run().forEach(figures::addCommits);
        }
        return figures;
    }

    /**
     * Returns by how much to lengthen the iterations on a machine that has others to serve, so that each of them still
     * gets the work done that it takes to compile.
     */
    private static double stretch() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long used = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        while (threads.getCurrentThreadCpuTime() - used < 100_000_000) {
            Thread.onSpinWait();
        }
        return Math.min(8, (System.nanoTime() - start) / 100e6);
    }

    private static OptionsBuilder options(Class<?> benchmark, int iterations) {
        double stretch = stretch();
        OptionsBuilder options = new OptionsBuilder();
        options.include("\\." + benchmark.getSimpleName() + "\\.").jvmArgs(JVM).forks(1).warmupIterations(8)
                .warmupTime(TimeValue.milliseconds((long) (500 * stretch))).measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds((long) (100 * stretch))).verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        return options;
    }
}
