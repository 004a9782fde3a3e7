// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A transaction calls and is then marked for rollback, or waits until its time is over. */
@Named("rollback")
@ApplicationScoped
class RollbackScenario implements Scenario {

    private static final int A_MOMENT = 300;

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    Store store;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        try {
            demarcations.run(script.demarcation("outer"), () -> {
                store.insert(script.text("source"), script.id() + "-outer");
                afterCommit.call(called::countDown);
                if (script.is("by", "timeout")) {
                    facts.add("calledMeanwhile", called.await(script.number("millis", 0), TimeUnit.MILLISECONDS));
                } else {
                    registry.setRollbackOnly();
                }
                afterCommit.call(called::countDown);
            });
        } catch (Exception failure) {
            facts.add("outer", failure);
        }
        facts.add("called", called.await(A_MOMENT, TimeUnit.MILLISECONDS));
        facts.add("statusAfterwards", registry.getTransactionStatus());
    }
}
