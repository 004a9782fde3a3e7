// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** The commits per second of two threads in one application. */
@State(Scope.Thread)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TwoThreads {

    /** What both threads share. */
    @State(Scope.Benchmark)
    public static class Application {

        private Container.WithLibrary container;

        @Setup
        public void start() {
            container = new Container.WithLibrary();
        }

        @TearDown
        public void stop() {
            container.close();
        }
    }

    @Param({"0", "1"})
    public int n;

    private LibraryCalls library;

    @Setup
    public void begin(Application application) {
        application.container.beginRequest();
        library = new LibraryCalls(application.container);
    }

    @Benchmark
    public void commit() {
        library.call(n);
    }
}
