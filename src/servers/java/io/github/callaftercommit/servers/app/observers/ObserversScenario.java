// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.servers.app.Demarcations;
import io.github.callaftercommit.servers.app.Facts;
import io.github.callaftercommit.servers.app.Failures;
import io.github.callaftercommit.servers.app.Scenario;
import io.github.callaftercommit.servers.app.Script;
import io.github.callaftercommit.servers.app.Store;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** An event that is fired in the body of a transaction, or when what it has written is flushed. */
@Named("observers")
@ApplicationScoped
class ObserversScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    Store store;

    @Inject
    Failures failures;

    @Inject
    ObservingItself itself;

    @Inject
    Event<Object> event;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        if (script.is("fired", "by itself")) {
            itself.fire(facts, script.is("end", "commit"));
            return;
        }
        failures.take();
        Told told = new Told(script.text("source"), script.id(), facts);
        CountDownLatch last = new CountDownLatch(1);
        demarcations.run(script.demarcation("outer"), () -> {
            afterCommit.call(() -> facts.add("step", "first"));
            if (script.is("fired", "in a flush")) {
                store.persist(told.source(), told.id() + "-outer", () -> event.fire(told));
            } else {
                store.insert(told.source(), told.id() + "-outer");
                event.fire(script.is("fired", "to the request") ? new ObservingStateful.ToldToRequest(told) : told);
            }
            afterCommit.call(() -> {
                facts.add("step", "last");
                last.countDown();
            });
            facts.add("step", "body");
            if (script.is("end", "rollback")) {
                registry.setRollbackOnly();
            }
        });
        facts.add("called", last.await(script.is("end", "rollback") ? 0 : 10, TimeUnit.SECONDS));
        failures.take().forEach(failure -> facts.add("failure", failure.cause().getClass().getSimpleName()));
        facts.add("statusAfterwards", registry.getTransactionStatus());
    }
}
