// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Calls without a transaction. */
@Named("atOnce")
@ApplicationScoped
class AtOnceScenario implements Scenario {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    AnnotatedBeans annotated;

    @Inject
    Journal journal;

    @Override
    public void play(Script script, Facts facts) {
        afterCommit.call(() -> facts.add("step", "called"));
        annotated.noteAll(facts);
        facts.add("step", "returned");
        journal.take();
        annotated.noteAllWithoutArguments();
        journal.take().forEach(note -> facts.add("without arguments", note));
        try {
            afterCommit.call(() -> {
                throw new IllegalArgumentException("on purpose");
            });
        } catch (IllegalArgumentException expected) {
            facts.add("caught", expected.getClass().getSimpleName());
        }
    }
}
