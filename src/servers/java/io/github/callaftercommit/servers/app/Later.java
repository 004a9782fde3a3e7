// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.Resource;
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

    /** In the order of the columns. */
    public enum Way {
        LIBRARY, AFTER_SUCCESS, SYNCHRONIZATION
    }

    record Committing(Work work) {}

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Event<Committing> event;

    @Resource
    TransactionSynchronizationRegistry registry;

    /** Finds its resources, which threads that the server does not know cannot. */
    void prepare() {
        registry.getTransactionStatus();
    }

    void run(Way way, Work work) throws Exception {
        switch (way) {
            case LIBRARY -> afterCommit.call(work::run);
            case AFTER_SUCCESS -> event.fire(new Committing(work));
            case SYNCHRONIZATION -> registry.registerInterposedSynchronization(new ByHand(work));
        }
    }

    void observe(@Observes(during = TransactionPhase.AFTER_SUCCESS) Committing committing) {
        run(committing.work());
    }

    private static void run(Work work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What everybody writes. */
    private record ByHand(Work work) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // there is nothing to do yet
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                Later.run(work);
            }
        }
    }
}
