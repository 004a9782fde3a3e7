// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.Transactional;

/** Members register, and each is announced: by a method that is annotated, or by the same without the annotation. */
@Named("registration")
@ApplicationScoped
class RegistrationScenario implements Scenario {

    @ApplicationScoped
    static class Members {

        @Inject
        Store store;

        @Inject
        Announcer announcer;

        @Transactional
        public void register(String name, boolean annotated) {
            store.persist("eight", name);
            if (annotated) {
                announcer.announceAfterCommit(name);
            } else {
                announcer.announce(name);
            }
        }
    }

    @ApplicationScoped
    static class Announcer {

        private final AtomicInteger announced = new AtomicInteger();

        public void announce(String name) {
            announced.incrementAndGet();
        }

        @CallAfterCommit
        public void announceAfterCommit(String name) {
            announce(name);
        }

        public int takeAnnounced() {
            return announced.getAndSet(0);
        }
    }

    @Inject
    Members members;

    @Inject
    Announcer announcer;

    @Override
    public void play(Script script, Facts facts) {
        if (script.is("announced", "take")) {
            facts.add("announced", announcer.takeAnnounced());
            return;
        }
        try {
            members.register(script.id(), script.is("annotated", "true"));
        } catch (Exception refused) {
            facts.add("refused", refused);
        }
    }
}
