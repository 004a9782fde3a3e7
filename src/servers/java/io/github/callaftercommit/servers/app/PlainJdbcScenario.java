// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A callback writes without a transaction, and the same request goes on with another transaction. */
@Named("plainJdbc")
@ApplicationScoped
class PlainJdbcScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    TransactionalWork transactional;

    @Inject
    Store store;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        String source = script.text("source");
        transactional.required(() -> afterCommit.call(() -> store.insert(source, script.id() + "-callback")));
        transactional.required(() -> store.insert(source, script.id() + "-next"));
    }
}
