// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.callaftercommit.AfterCommitService;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A transaction that is rolled back by another thread while this one goes on. */
@Path("scenario/timeout")
public class TimeoutResource {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    TransactionSynchronizationRegistry registry;

    @Inject
    Journal journal;

    @GET
    public String timeout() {
        QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(1));
        try {
            afterCommit.call(() -> journal.noteCall("called"));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (registry.getTransactionStatus() == Status.STATUS_ACTIVE && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            journal.note(registry.getTransactionStatus() == Status.STATUS_ACTIVE ? "still active" : "timed out");
            afterCommit.call(() -> journal.noteCall("called"));
        } finally {
            QuarkusTransaction.rollback();
        }
        return journal.take();
    }
}
