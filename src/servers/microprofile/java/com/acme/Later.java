// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The ways to do something after the commit: by this library, by an observer of CDI, and by hand. */
@ApplicationScoped
public class Later {

    /** As the parameter of a request it is public. */
    public enum Way {
        LIBRARY, AFTER_SUCCESS, SYNCHRONIZATION
    }

    record Committing(Runnable work) {}

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Event<Committing> event;

    @Inject
    TransactionSynchronizationRegistry registry;

    void run(Way way, Runnable work) {
        switch (way) {
            case LIBRARY -> afterCommit.call(work::run);
            case AFTER_SUCCESS -> event.fire(new Committing(work));
            case SYNCHRONIZATION -> registry.registerInterposedSynchronization(new ByHand(work));
        }
    }

    void observe(@Observes(during = TransactionPhase.AFTER_SUCCESS) Committing committing) {
        committing.work().run();
    }

    /** What everybody writes. */
    record ByHand(Runnable work) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // there is nothing to do yet
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                work.run();
            }
        }
    }
}
