// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.callaftercommit.internal.Internals;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A registry of no transaction manager, for what the real one cannot be brought to say. */
final class ScriptedRegistry implements TransactionSynchronizationRegistry {

    private final List<Synchronization> synchronizations = new ArrayList<>();
    private final Map<Object, Object> resources = new HashMap<>();
    private Work refusal = () -> {};
    private boolean readOnly;
    private int status = Status.STATUS_ACTIVE;
    private Object key = this;

    /** Begins a transaction with a key of its own. */
    void begin(Object key) {
        status = Status.STATUS_ACTIVE;
        this.key = key;
    }

    void status(int status) {
        this.status = status;
    }

    void refuse(RuntimeException refusal) {
        refuse(() -> {
            throw refusal;
        });
    }

    void refuse(Work refusal) {
        this.refusal = refusal;
    }

    /**
     * Completes the transaction as a transaction manager does it: nothing is left on the thread, and the
     * synchronizations learn the outcome.
     */
    void complete(int outcome) {
        status = Status.STATUS_NO_TRANSACTION;
        resources.clear();
        synchronizations.forEach(synchronization -> synchronization.afterCompletion(outcome));
    }

    List<Synchronization> synchronizations() {
        return synchronizations;
    }

    void readOnly(boolean isReadOnly) {
        readOnly = isReadOnly;
    }

    /** New in Jakarta Transactions 2.1. */
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public int getTransactionStatus() {
        return status;
    }

    @Override
    public Object getTransactionKey() {
        return status == Status.STATUS_NO_TRANSACTION ? null : key;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        try {
            refusal.run();
        } catch (Exception refused) {
            throw Internals.unchecked(refused);
        }
        synchronizations.add(synchronization);
    }

    @Override
    public void putResource(Object key, Object value) {
        resources.put(key, value);
    }

    @Override
    public Object getResource(Object key) {
        return resources.get(key);
    }

    @Override
    public void setRollbackOnly() {
        status = Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public boolean getRollbackOnly() {
        return status == Status.STATUS_MARKED_ROLLBACK;
    }
}
