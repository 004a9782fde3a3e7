// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.bounded;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.servers.app.Facts;
import io.github.callaftercommit.servers.app.Failures;
import io.github.callaftercommit.servers.app.Scenario;
import io.github.callaftercommit.servers.app.Script;
import io.github.callaftercommit.servers.app.Store;
import io.github.callaftercommit.servers.app.TransactionalWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** One transaction gives its executor more than that takes, and calls something else. */
@Named("bounded")
@ApplicationScoped
class BoundedScenario implements Scenario {

    private static final int TAKEN = 2;

    @Inject
    TransactionalWork transactional;

    @Inject
    AfterCommitService afterCommit;

    @Inject
    BoundedBean bean;

    @Inject
    Failures failures;

    @Inject
    Store store;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch exported = new CountDownLatch(TAKEN);
        failures.take();
        transactional.required(() -> {
            store.insert("eight", script.id());
            for (int call = 0; call <= TAKEN; call++) {
                bean.export(() -> export(full, exported));
            }
            afterCommit.call(() -> facts.add("step", "called"));
        });
        failures.take().forEach(failure -> facts.add("failure", failure.call() + ": " + failure.cause()));
        full.countDown();
        facts.add("exported", exported.await(10, TimeUnit.SECONDS));
    }

    private static void export(CountDownLatch full, CountDownLatch exported) {
        try {
            full.await(30, TimeUnit.SECONDS);
            exported.countDown();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
