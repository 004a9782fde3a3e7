// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.ArrayList;
import java.util.List;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * What the registry itself offers, the same object that the library uses: a registration each, and, as the floor for
 * any library, one registration that carries a plain list.
 */
final class Transactions {

    private final Callback callback = new Callback();
    private final TransactionSynchronizationRegistry registry;

    Transactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    void raw(int n) throws Exception {
        Narayana.begin();
        for (int i = 0; i < n; i++) {
            registry.registerInterposedSynchronization(new CallOne(callback));
        }
        callback.isPending();
        Narayana.commit();
        callback.wasCalled(n);
    }

    void floor(int n) throws Exception {
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
        callback.wasCalled(n);
    }

    void statusLookUp(int n) {
        for (int i = 0; i < n; i++) {
            if (status() != Status.STATUS_NO_TRANSACTION) {
                throw new IllegalStateException("a transaction was left behind");
            }
        }
    }

    /** Else the compiler would do once for the whole loop what each look-up does. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private int status() {
        return registry.getTransactionStatus();
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
