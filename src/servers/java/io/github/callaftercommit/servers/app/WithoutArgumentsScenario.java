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

/** A transaction calls annotated methods that have no arguments. */
@Named("withoutArguments")
@ApplicationScoped
class WithoutArgumentsScenario implements Scenario {

    private static final int A_MOMENT = 300;
    private static final int LONG = 10_000;

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    AnnotatedBeans annotated;

    @Inject
    Journal journal;

    @Inject
    Failures failures;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        journal.take();
        failures.take();
        CountDownLatch last = new CountDownLatch(1);
        boolean commits = script.is("end", "commit");
        try {
            demarcations.run(script.demarcation("outer"), () -> {
                annotated.noteAllWithoutArguments();
                afterCommit.call(last::countDown);
                facts.add("step", "body");
                if (!commits) {
                    registry.setRollbackOnly();
                }
            });
        } catch (Exception failure) {
            if (commits) {
                throw failure;
            }
        }
        last.await(commits ? LONG : A_MOMENT, TimeUnit.MILLISECONDS);
        journal.take().forEach(note -> facts.add("step", note));
        failures.take().forEach(failure -> facts.add("failure", failure));
    }
}
