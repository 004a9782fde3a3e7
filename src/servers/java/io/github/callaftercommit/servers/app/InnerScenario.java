// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A call in an inner transaction, while the outer one waits, writes on, and commits or rolls back. */
@Named("inner")
@ApplicationScoped
class InnerScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    Store store;

    @Inject
    Witness witness;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        String source = script.text("source");
        boolean commits = script.is("end", "commit");
        try {
            demarcations.run(script.demarcation("outer"), () -> {
                store.insert(source, script.id() + "-before");
                demarcations.run(script.demarcation("inner"), () -> {
                    store.insert(source, script.id() + "-inner");
                    afterCommit.call(() -> {
                        facts.add("step", "called");
                        facts.add("seen", witness.sees(script.id() + "-inner"));
                        store.insert(source, script.id() + "-callback");
                    });
                });
                facts.add("step", "outer");
                store.insert(source, script.id() + "-after");
                if (!commits) {
                    registry.setRollbackOnly();
                }
            });
        } catch (Exception failure) {
            if (commits) {
                throw failure;
            }
        }
    }
}
