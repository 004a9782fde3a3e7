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

/**
 * Several calls in one transaction: callbacks that fail, a callback that calls, annotated methods of every kind of
 * bean.
 */
@Named("order")
@ApplicationScoped
class OrderScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    AnnotatedBeans annotated;

    @Inject
    Failures failures;

    @Inject
    Store store;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        failures.take();
        CountDownLatch last = new CountDownLatch(1);
        demarcations.run(script.demarcation("outer"), () -> {
            store.insert(script.text("source"), script.id() + "-outer");
            afterCommit.call(() -> {
                facts.add("step", "first");
                afterCommit.call(() -> facts.add("step", "first of first"));
            });
            afterCommit.call(() -> {
                facts.add("step", "exception");
                throw new IllegalArgumentException("on purpose");
            });
            afterCommit.call(() -> {
                facts.add("step", "error");
                throw new AssertionError("on purpose");
            });
            annotated.noteAll(facts);
            afterCommit.call(word -> {
                facts.add("step", word);
                last.countDown();
            }, "last");
            facts.add("step", "body");
        });
        facts.add("lastCalled", last.await(10, TimeUnit.SECONDS));
        failures.take().forEach(failure -> facts.add("failure", failure.cause().getClass().getSimpleName()));
        facts.add("statusAfterwards", registry.getTransactionStatus());
        demarcations.run(script.demarcation("outer"), () -> store.insert(script.text("source"), script.id() + "-next"));
    }
}
