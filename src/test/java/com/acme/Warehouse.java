// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.eclipse.microprofile.faulttolerance.Retry;

/** A line to a warehouse that is not always up. */
@ApplicationScoped
public class Warehouse {

    private final List<AfterCommitFailure> failures = new ArrayList<>();
    private int attempts;
    private int refusals;

    // tag::retry
    @CallAfterCommit
    @Retry(maxRetries = 2, delay = 100)
    public void ship(long orderId) {
        connect(); // three attempts, all of them after the commit
    }
    // end::retry

    void refuse(int times) {
        refusals = times;
    }

    private void connect() {
        attempts++;
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
