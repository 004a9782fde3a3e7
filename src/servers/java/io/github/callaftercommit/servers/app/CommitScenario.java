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

/** An outer transaction writes, before or after its call, and the callback writes in its own way. */
@Named("commit")
@ApplicationScoped
class CommitScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    Store store;

    @Inject
    Witness witness;

    @Inject
    Failures failures;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        failures.take();
        for (int time = 0; time < script.number("times", 1); time++) {
            play(script, script.id() + "-" + time, facts);
        }
        failures.take().forEach(failure -> facts.add("failure", failure));
        facts.add("statusAfterwards", registry.getTransactionStatus());
    }

    private void play(Script script, String id, Facts facts) throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        boolean writesBefore = script.is("when", "before");
        demarcations.run(script.demarcation("outer"), () -> {
            if (writesBefore) {
                store.write(script.text("way"), script.text("source"), id + "-outer");
            }
            afterCommit.call(() -> callback(script, id, facts, called));
            if (!writesBefore) {
                store.write(script.text("way"), script.text("source"), id + "-outer");
            }
            facts.add("seenBeforeCommit", witness.sees(id + "-outer"));
        });
        facts.add("called", called.await(10, TimeUnit.SECONDS));
    }

    private void callback(Script script, String id, Facts facts, CountDownLatch called) {
        long start = System.nanoTime();
        try {
            facts.add("status", registry.getTransactionStatus());
            facts.add("seen", witness.sees(id + "-outer"));
            demarcations.run(script.demarcation("inner"),
                    () -> store.write(script.text("innerWay"), script.text("source"), id + "-inner"));
            facts.add("seenInner", witness.sees(id + "-inner"));
        } catch (Exception failure) {
            facts.add("innerThrown", failure);
            throw new IllegalStateException(failure);
        } finally {
            facts.add("millis", (System.nanoTime() - start) / 1_000_000);
            called.countDown();
        }
    }
}
