// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/** A few operations of each way and size that this JVM measures, and what they take, which JMH knows nothing of. */
public final class Blocks implements InternalProfiler {

    /** Makes as many calls, in one transaction where they need one. */
    @FunctionalInterface
    interface Operation {

        void run(int n) throws Exception;
    }

    private static final class Block {

        private final Way way;
        private final int n;
        private final Operation operation;
        private final int operations;
        private long measured;
        private long nanos;
        private long bytes;

        Block(Way way, int n, Operation operation) {
            this.way = way;
            this.n = n;
            this.operation = operation;
            // enough for the clock, and few enough for the machine to be as fast for all blocks of a turn
            operations = n <= 10 ? 16 : n <= 100 ? 4 : 1;
        }

        /** The first half is not measured: it would pay for what the block before has driven out of the caches. */
        void turn() throws Exception {
            operate();
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long nanosBefore = System.nanoTime();
            operate();
            nanos += System.nanoTime() - nanosBefore;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            measured += operations;
        }

        private void operate() throws Exception {
            for (int i = 0; i < operations; i++) {
                operation.run(n);
            }
        }

        void reset() {
            measured = nanos = bytes = 0;
        }

        List<ScalarResult> results() {
            return List.of(result(Figures.Metric.NANOS, nanos), result(Figures.Metric.BYTES, bytes));
        }

        private ScalarResult result(Figures.Metric metric, long used) {
            return new ScalarResult(Figures.label(metric, way, n), used / (double) measured, metric.name(),
                    AggregationPolicy.AVG);
        }
    }

    /** Its bytes are those behind JMH's own gc.alloc.rate.norm. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<Block> BLOCKS = new ArrayList<>();

    static void add(Way way, int n, Operation operation) {
        BLOCKS.add(new Block(way, n, operation));
    }

    static void turn() throws Exception {
        for (Block block : BLOCKS) {
            block.turn();
        }
    }

    @Override
    public String getDescription() {
        return "Time and allocated bytes of each way and size";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        BLOCKS.forEach(Block::reset);
    }

    @Override
    public Collection<ScalarResult> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        return BLOCKS.stream().flatMap(block -> block.results().stream()).toList();
    }
}
