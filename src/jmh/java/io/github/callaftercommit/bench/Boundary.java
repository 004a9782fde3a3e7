// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a {@code @Transactional} method pays for the library where nobody calls: two applications in one JVM, in turn, as two JVMs differ by more than that. Size 0 is the one without the library, size 1
 * the one with it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Boundary extends Sized {

    private Container with;
    private Container without;

    @Setup
    public void begin(Container.WithLibrary withLibrary, Container.WithoutLibrary withoutLibrary) {
        with = withLibrary;
        without = withoutLibrary;
        with.beginRequest();
        without.beginRequest();
    }

    @TearDown
    public void end() {
        with.endRequest();
        without.endRequest();
    }

    @Benchmark
    public void transactional() {
        inTransaction(() -> { });
    }

    @Benchmark
    public void insert(Database database) {
        inTransaction(database::insert);
    }

    private void inTransaction(Runnable body) {
        (n == 0 ? without : with).business.inTransaction(body);
    }
}
