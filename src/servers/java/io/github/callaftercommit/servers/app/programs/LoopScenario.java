// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.servers.app.Facts;
import io.github.callaftercommit.servers.app.Scenario;
import io.github.callaftercommit.servers.app.Script;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.UserTransaction;

/** One transaction after the other in one request, with a call in each or without. */
@Named("loop")
@ApplicationScoped
class LoopScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    UserTransaction userTransaction;

    @Inject
    TransactionalPlaces.InRequest inRequest;

    @Inject
    TransactionalPlaces.InTransactional inTransactional;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        AtomicInteger made = new AtomicInteger();
        boolean calls = script.is("calls", "true");
        for (int time = script.number("times", 1); time > 0; time--) {
            if (script.is("by", "USER_TRANSACTION")) {
                userTransaction.begin();
                call(calls, made);
                userTransaction.commit();
            } else {
                inRequest.required(() -> inTransactional.requiresNew(() -> call(calls, made)));
            }
        }
        facts.add("made", made);
    }

    private void call(boolean calls, AtomicInteger made) {
        if (calls) {
            afterCommit.call(made::incrementAndGet);
        }
    }
}
