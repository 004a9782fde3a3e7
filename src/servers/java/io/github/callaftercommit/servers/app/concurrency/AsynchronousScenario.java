// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.concurrency;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.servers.app.Demarcations;
import io.github.callaftercommit.servers.app.Facts;
import io.github.callaftercommit.servers.app.Scenario;
import io.github.callaftercommit.servers.app.Script;
import io.github.callaftercommit.servers.app.Store;
import io.github.callaftercommit.servers.app.Witness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** A transaction calls an asynchronous method and goes on for a while. */
@Named("asynchronous")
@ApplicationScoped
class AsynchronousScenario implements Scenario {

    private static final int A_MOMENT = 300;
    private static final String LIBRARY = "io.github.callaftercommit.internal.";

    @Inject
    Demarcations demarcations;

    @Inject
    AsynchronousBean asynchronous;

    @Inject
    Store store;

    @Inject
    Witness witness;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        demarcations.run(script.demarcation("outer"), () -> {
            store.insert(script.text("source"), script.id() + "-outer");
            asynchronous.export(() -> look(facts, script.id() + "-outer", called));
            facts.add("startedInTransaction", called.await(A_MOMENT, TimeUnit.MILLISECONDS));
        });
        facts.add("called", called.await(10, TimeUnit.SECONDS));
    }

    private void look(Facts facts, String id, CountDownLatch called) {
        // the thread itself may be the same one: a pool takes it back after a message
        facts.add("onCommittingThread", StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(LIBRARY))));
        try {
            facts.add("seen", witness.sees(id));
        } catch (Exception failure) {
            facts.add("seen", failure);
        } finally {
            called.countDown();
        }
    }
}
