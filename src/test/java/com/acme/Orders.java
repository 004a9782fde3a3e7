// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** What else the README shows. */
@ApplicationScoped
public class Orders {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Smtp smtp;

    @Inject
    Audit audit;

    // tag::service
    @Transactional
    public void place(long orderId) {
        afterCommit.call(() -> smtp.send("Placed " + orderId)); // a Runnable
        afterCommit.call(smtp::send, "Pack " + orderId); // a method and its argument
        afterCommit.call(this::remind, orderId, "in a week"); // or two
    }
    // end::service

    void remind(long orderId, String when) {
        smtp.send("Remind of " + orderId + ' ' + when);
    }

    // tag::once
    @Transactional
    public void change(long orderId, String... changes) {
        for (String change : changes) {
            afterCommit.callOnce("reindex " + orderId, () -> smtp.send("Reindex " + orderId));
        }
    }
    // end::once

    // tag::require
    public void capture(long orderId) {
        afterCommit.requireTransaction().call(() -> smtp.send("Capture " + orderId));
    }
    // end::require

    @Transactional
    public void pay(long orderId) {
        capture(orderId);
    }

    @Transactional
    public void audited(String entry) {
        audit.record(entry);
    }

    @Transactional
    public void failing() {
        afterCommit.call(() -> {
            throw new IllegalStateException("no connection");
        });
    }

    // tag::failure
    void onFailure(@Observes AfterCommitFailure failure) {
        smtp.send("Alert: " + failure.call() + ": " + failure.cause().getMessage());
    }
    // end::failure

    /** Writes in a transaction of its own. */
    @ApplicationScoped
    public static class Audit {

        @Inject
        Smtp smtp;

        // tag::transactional
        @CallAfterCommit
        @Transactional
        public void record(String entry) {
            smtp.send("Recorded " + entry); // begins, and commits, a transaction of its own
        }
        // end::transactional

        // tag::reject
        @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
        public void refund(long orderId) {
            smtp.send("Refund " + orderId);
        }
        // end::reject
    }
}
