// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.ArrayList;
import java.util.List;

import com.acme.Orders.OrderPlaced;
import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import org.eclipse.microprofile.faulttolerance.Retry;

/** What the annotation can be combined with, and a line to a warehouse that is not always up. */
@ApplicationScoped
public class Warehouse {

    private final List<AfterCommitFailure> failures = new ArrayList<>();
    private final List<Long> picked = new ArrayList<>();
    private int attempts;
    private int refusals;
    private boolean inTransaction;

    @Inject
    TransactionSynchronizationRegistry registry;

    // tag::annotated
    @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT) // without one: IllegalStateException
    @Transactional // called in a transaction of its own
    @Retry(maxRetries = 2, delay = 100) // of MicroProfile: a failure is reported only after the third attempt
    public void ship(long orderId) {
        connect();
    }

    @CallAfterCommit // an observer hears of an event after the commit of the transaction in which it is fired
    void placed(@Observes OrderPlaced event) {
        pick(event.orderId());
    }
    // end::annotated

    private void pick(long orderId) {
        picked.add(orderId);
    }

    List<Long> picked() {
        return picked;
    }

    void refuse(int times) {
        refusals = times;
    }

    private void connect() {
        attempts++;
        inTransaction = registry.getTransactionStatus() == Status.STATUS_ACTIVE;
        if (attempts <= refusals) {
            throw new IllegalStateException("refusal " + attempts);
        }
    }

    void onFailure(@Observes AfterCommitFailure failure) {
        failures.add(failure);
    }

    int attempts() {
        return attempts;
    }

    boolean wasInTransaction() {
        return inTransaction;
    }

    List<AfterCommitFailure> failures() {
        return failures;
    }

    /** Ships in a transaction. */
    @ApplicationScoped
    public static class Sales {

        @Inject
        Warehouse warehouse;

        @Transactional
        public int sell(long orderId) {
            warehouse.ship(orderId);
            return warehouse.attempts();
        }

        @Transactional
        public void sellAndFail(long orderId) {
            warehouse.ship(orderId);
            throw new IllegalArgumentException("sold out");
        }
    }
}
