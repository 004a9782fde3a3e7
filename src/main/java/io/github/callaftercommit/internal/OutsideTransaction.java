// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * Runs work without a transaction, and with a request context: always through the container's own interceptors, because
 * on Open Liberty only they give back the connections that the work has taken.
 */
@Singleton
class OutsideTransaction {

    /**
     * Lets the container suspend what transaction there is. No instance serves two batches at once, on two threads or
     * nested: GlassFish and Payara would mix up who may use UserTransaction, and Weld would take the nested use for a
     * call from inside.
     */
    @Dependent
    static class Suspension {

        @Transactional(TxType.NOT_SUPPORTED)
        @ActivateRequestContext
        public void run(Runnable work) {
            work.run();
        }
    }

    private final TransactionServices services;
    private final Instance<Suspension> suspensions;
    private final Deque<Suspension> idle = new ConcurrentLinkedDeque<>();

    @Inject
    OutsideTransaction(TransactionServices services, Instance<Suspension> suspensions) {
        this.services = services;
        this.suspensions = suspensions;
    }

    void run(Runnable work) {
        Suspension free = idle.poll();
        Suspension suspension = free != null ? free : suspensions.get();
        try {
            suspension.run(() -> suspended(work));
        } finally {
            idle.push(suspension);
        }
    }

    /** Without it, Payara loses what plain JDBC does in a callback, and leaks its connection. */
    private void suspended(Runnable work) {
        TransactionManager manager = services.manager();
        if (manager == null) {
            work.run();
            return;
        }
        try {
            Transaction transaction = manager.suspend();
            try {
                work.run();
            } finally {
                if (transaction != null) {
                    manager.resume(transaction);
                }
            }
        } catch (SystemException | InvalidTransactionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
