// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.AfterCommitFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** What has happened in the scenario that runs. */
@ApplicationScoped
class Journal {

    private final List<String> lines = new ArrayList<>();

    @Inject
    TransactionSynchronizationRegistry registry;

    synchronized void note(String line) {
        lines.add("did=" + line);
    }

    /** Notes a call, and a transaction on its thread, which should not be there. */
    void noteCall(String line) {
        int status = registry.getTransactionStatus();
        note(status == Status.STATUS_NO_TRANSACTION ? line : line + " in a transaction of status " + status);
    }

    void noteFailure(@Observes AfterCommitFailure failure) {
        if (ProgramResource.OnPurpose.in(failure.cause()) != null) {
            return;
        }
        note("failure of " + failure.call() + ": " + failure.cause().getMessage());
    }

    synchronized String take() {
        String all = String.join("\n", lines);
        lines.clear();
        return all;
    }
}
