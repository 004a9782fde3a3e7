// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
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
class OutsideTransaction implements LibraryBean {

    /** As many suspensions wait for the next batch; what more is needed at a time is destroyed again. */
    private static final int IDLE = 32;

    /**
     * Lets the container suspend what transaction there is. No instance serves two batches at once, on two threads or
     * nested: GlassFish and Payara would mix up who may use UserTransaction, and Weld would take the nested use for a
     * call from inside.
     */
    @Dependent
    static class Suspension implements LibraryBean {

        @Transactional(TxType.NOT_SUPPORTED)
        @ActivateRequestContext
        public void run(Runnable work) {
            work.run();
        }
    }

    private final BeanManager beanManager;
    private final TransactionServices services;
    private final Instance<Suspension> suspensions;
    private final BlockingQueue<Suspension> idle = new ArrayBlockingQueue<>(IDLE);

    @Inject
    OutsideTransaction(BeanManager beanManager, TransactionServices services, Instance<Suspension> suspensions) {
        this.beanManager = beanManager;
        this.services = services;
        this.suspensions = suspensions;
    }

    void run(Runnable work) {
        if (Message.isDebugLogged() && !isRequestActive()) {
            Message.FRESH_REQUEST.log();
        }
        Suspension free = idle.poll();
        Suspension suspension = free != null ? free : suspensions.get();
        boolean reusable = false;
        try {
            ComponentInvocation.keepTransaction(services.manager(), () -> suspension.run(() -> suspended(work)));
            reusable = idle.offer(suspension);
        } finally {
            if (!reusable) {
                suspensions.destroy(suspension);
            }
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

    private boolean isRequestActive() {
        try {
            return beanManager.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException inactive) {
            return false;
        }
    }
}
