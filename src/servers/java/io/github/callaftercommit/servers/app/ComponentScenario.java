// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** What a component can look up, send and start, in a transaction and then in a call after it. */
@Named("lookups")
@ApplicationScoped
public class ComponentScenario implements Scenario {

    /** Something that is started; where it arrives, it tells what can be looked up there. */
    record Started(String what, Facts facts, CountDownLatch arrived) {

        void arrive() {
            facts.add(what, lookUp());
            arrived.countDown();
        }
    }

    private static final List<String> NAMES = List.of("java:comp/env/jdbc/local",
            "java:comp/TransactionSynchronizationRegistry", "java:comp/DefaultManagedExecutorService",
            "java:module/ModuleName", "java:app/AppName");

    @Inject
    AfterCommitService afterCommit;

    @Inject
    ComponentSession session;

    @Inject
    Demarcations demarcations;

    @Inject
    Event<Started> events;

    @Resource
    ManagedExecutorService executor;

    @Inject
    @Any
    Instance<MessageSender> messages;

    @Inject
    Failures failures;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        failures.take();
        Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
        CountDownLatch called = new CountDownLatch(1);
        demarcations.run(script.demarcation("outer"), () -> {
            act("transaction", facts, latches);
            Runnable call = () -> {
                act("call", facts, latches);
                called.countDown();
            };
            if (script.is("of", "session")) {
                session.run(call);
            } else {
                afterCommit.call(call::run);
                sendAfterCommit(facts, latches);
            }
        });
        if (called.await(10, TimeUnit.SECONDS)) {
            for (CountDownLatch latch : latches.values()) {
                latch.await(10, TimeUnit.SECONDS);
            }
        }
        failures.take().forEach(failure -> facts.add("failure", failure));
    }

    private void act(String where, Facts facts, Map<String, CountDownLatch> latches) {
        facts.add(where, lookUp());
        executor.submit(started("task of " + where, facts, latches)::arrive);
        events.fireAsync(started("event of " + where, facts, latches), NotificationOptions.ofExecutor(executor));
        if (messages.isResolvable()) {
            messages.get().send(LaterWork.keep(started("message of " + where, facts, latches)::arrive));
        }
    }

    private void sendAfterCommit(Facts facts, Map<String, CountDownLatch> latches) {
        if (messages.isResolvable()) {
            messages.get().sendAfterCommit(LaterWork.keep(started("message of annotated", facts, latches)::arrive));
        }
    }

    private static Started started(String what, Facts facts, Map<String, CountDownLatch> latches) {
        Started started = new Started(what, facts, new CountDownLatch(1));
        latches.put(what, started.arrived());
        return started;
    }

    void on(@ObservesAsync Started started) {
        started.arrive();
    }

    private static List<String> lookUp() {
        return NAMES.stream().filter(ComponentScenario::isFound).toList();
    }

    private static boolean isFound(String name) {
        try {
            return new InitialContext().lookup(name) != null;
        } catch (NamingException gone) {
            return false;
        }
    }
}
