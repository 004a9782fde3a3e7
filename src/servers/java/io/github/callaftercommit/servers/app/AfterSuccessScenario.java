// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A transaction in the completion of another one; not every server lets it work. */
@Named("afterSuccess")
@ApplicationScoped
class AfterSuccessScenario implements Scenario {

    record Stored(String source, String id, Facts facts) {}

    @Inject
    AfterCommitService afterCommit;

    @Inject
    TransactionalWork transactional;

    @Inject
    Store store;

    @Inject
    Event<Stored> stored;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        Stored event = new Stored(script.text("source"), script.id(), facts);
        transactional.required(() -> {
            store.insert(event.source(), event.id() + "-outer");
            stored.fire(event);
        });
    }

    void observe(@Observes(during = TransactionPhase.AFTER_SUCCESS) Stored event) throws Exception {
        transactional.requiresNew(() -> {
            store.insert(event.source(), event.id() + "-inner");
            afterCommit.call(() -> event.facts().add("step", "called"));
        });
    }
}
