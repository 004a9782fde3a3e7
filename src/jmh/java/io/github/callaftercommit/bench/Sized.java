// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures transactions of several sizes in one JVM, one size in each iteration, in turn: so the empty transaction, which is subtracted from the others, is compiled and disturbed as they are. It
 * also checks with every transaction that what is measured happens.
 */
@State(Scope.Thread)
public abstract class Sized {

    /** The system property with the milliseconds after which the compiler is thought to be idle. */
    static final String PAUSE = "bench.pause";

    static final String SEPARATOR = ":";

    @Param("1")
    public String sizes;

    /** The callbacks in a transaction. */
    int n;

    final Callback callback = new Callback();
    private int iteration;

    @Setup(Level.Iteration)
    public void nextSize() throws InterruptedException {
        n = size(sizes, iteration++);
        awaitCompiler();
    }

    /** Lets the compiler finish: on a busy machine the warm-up would be over before it. What it has in hand shows only at its end. */
    private static void awaitCompiler() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long before;
        do {
            before = compiler.getTotalCompilationTime();
            TimeUnit.MILLISECONDS.sleep(Long.getLong(PAUSE, 60));
        } while (compiler.getTotalCompilationTime() != before && System.nanoTime() < deadline);
    }

    static int size(String sizes, int iteration) {
        String[] all = sizes.split(SEPARATOR);
        return Integer.parseInt(all[iteration % all.length]);
    }
}
