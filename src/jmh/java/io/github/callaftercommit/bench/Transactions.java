// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;

/** What the registry itself offers, the same object that the library uses: a registration each, and, as the floor for any library, one registration that carries a plain list. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Transactions extends Sized {

    private TransactionSynchronizationRegistry registry;

    @Setup
    public void find(Container.WithLibrary container) {
        registry = container.registry();
    }

    @Benchmark
    public int raw() throws Exception {
        Narayana.begin();
        for (int i = 0; i < n; i++) {
            registry.registerInterposedSynchronization(new CallOne(callback));
        }
        callback.isPending();
        Narayana.commit();
        return callback.wasCalled(n);
    }

    @Benchmark
    public int floor() throws Exception {
        Narayana.begin();
        for (int i = 0; i < n; i++) {
            CallAll calls = (CallAll) registry.getResource(CallAll.class);
            if (calls == null) {
                calls = new CallAll(new ArrayList<>());
                registry.putResource(CallAll.class, calls);
                registry.registerInterposedSynchronization(calls);
            }
            calls.list.add(callback);
        }
        callback.isPending();
        Narayana.commit();
        return callback.wasCalled(n);
    }

    record CallOne(Runnable callback) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // nothing to do
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                callback.run();
            }
        }
    }

    record CallAll(List<Runnable> list) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // nothing to do
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                list.forEach(Runnable::run);
            }
        }
    }
}
