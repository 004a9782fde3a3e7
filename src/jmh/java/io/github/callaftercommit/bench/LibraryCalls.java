// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.AfterCommitService;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** What this library asks for a call, under {@code @Transactional} and in a transaction that was begun by hand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LibraryCalls extends Sized {

    private Container container;
    private AfterCommitService afterCommit;
    private Beans.Business business;
    private Beans.Mailer mailer;
    private TransactionSynchronizationRegistry registry;

    @Setup
    public void begin(Container.WithLibrary container) {
        this.container = container;
        container.beginRequest();
        afterCommit = container.afterCommit;
        business = container.business;
        mailer = container.mailer;
        registry = container.registry();
    }

    @TearDown
    public void end() {
        container.endRequest();
    }

    @Benchmark
    public int call() {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                afterCommit.call(callback);
            }
            callback.isPending();
        });
        return callback.wasCalled(n);
    }

    @Benchmark
    public int callWithArgument() {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                afterCommit.call(Callback::run, callback);
            }
            callback.isPending();
        });
        return callback.wasCalled(n);
    }

    @Benchmark
    public int annotated() {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                mailer.send(callback);
            }
            callback.isPending();
        });
        return callback.wasCalled(n);
    }

    @Benchmark
    public int callByHand() throws Exception {
        Narayana.begin();
        for (int i = 0; i < n; i++) {
            afterCommit.call(callback);
        }
        callback.isPending();
        Narayana.commit();
        return callback.wasCalled(n);
    }

    @Benchmark
    @Threads(2)
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public int twoThreads() {
        return call();
    }

    @Benchmark
    public int callWithoutTransaction() {
        afterCommit.call(callback);
        return callback.wasCalled(1);
    }

    @Benchmark
    public int statusLookUp() {
        return registry.getTransactionStatus();
    }
}
