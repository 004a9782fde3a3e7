// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.Objects;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/** Sees to it that calls start without a transaction and leave none behind. */
final class Demarcation {

    private final BeanManager beanManager;
    private final TransactionServices services;
    private final Suspension suspension;
    private boolean mayAskForRequest = true;

    Demarcation(BeanManager beanManager, TransactionServices services, Suspension suspension) {
        this.beanManager = beanManager;
        this.services = services;
        this.suspension = suspension;
    }

    /** At a boundary the completed transaction is gone; what there is may be an outer one that was resumed. */
    void atBoundary(Runnable batch) {
        if (status() != Status.STATUS_NO_TRANSACTION) {
            suspension.outsideTransaction(batch);
        } else if (mayAskForRequest && isRequestActive()) {
            batch.run();
        } else {
            suspension.inRequestContext(batch);
        }
    }

    /** Saves most calls the way through an interceptor. Where no request is active, the answer is an exception, which costs ten times more than that way: then it is not asked again. */
    private boolean isRequestActive() {
        try {
            return beanManager.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException inactive) {
            mayAskForRequest = false;
            return false;
        }
    }

    /** In a synchronization the completed transaction may still be there, even where the status denies it. */
    void inSynchronization(Runnable batch) {
        suspension.outsideTransaction(() -> suspended(batch));
    }

    /** Without it, Payara loses what plain JDBC does in a callback, and leaks its connection. */
    private void suspended(Runnable batch) {
        TransactionManager manager = services.manager();
        if (manager == null) {
            batch.run();
            return;
        }
        try {
            Transaction transaction = manager.suspend();
            try {
                batch.run();
            } finally {
                if (transaction != null) {
                    manager.resume(transaction);
                }
            }
        } catch (SystemException | InvalidTransactionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    int status() {
        return Objects.requireNonNull(services.registry()).getTransactionStatus();
    }

    /**
     * Rolls back what a callback has begun and not completed, as EJB containers do it, before the next callback or the committer can join it.
     *
     * @param before the status with which the callback started
     * @param failure what the callback has thrown, or null
     * @return why the call failed, or null if it has not
     */
    @Nullable Throwable endTransactionLeftOpen(int before, @Nullable Throwable failure) {
        Throwable result = failure;
        try {
            if (status() != before) {
                result = join(result, Messages.transactionLeftOpen());
                services.rollback();
            }
        } catch (Exception | Error refused) {
            result = join(result, refused);
        }
        return result;
    }

    private static Throwable join(@Nullable Throwable first, Throwable second) {
        if (first == null) {
            return second;
        }
        if (first != second) {
            first.addSuppressed(second);
        }
        return first;
    }
}
