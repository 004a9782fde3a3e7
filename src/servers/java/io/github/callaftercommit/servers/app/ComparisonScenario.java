// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.List;
import java.util.stream.Stream;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import io.github.callaftercommit.servers.app.Later.Way;
import io.github.callaftercommit.servers.app.common.FailingResource;
import io.github.callaftercommit.servers.app.common.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionManager;

/** The same after each commit, in each way. */
@Named("comparison")
@ApplicationScoped
class ComparisonScenario implements Scenario {

    record Ending(Facts facts) {}

    @Inject
    Later later;

    @Inject
    TransactionalWork transactional;

    @Inject
    Demarcations demarcations;

    @Inject
    Store store;

    @Inject
    Event<Ending> ending;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        Way way = Way.valueOf(script.text("way"));
        String source = script.text("source");
        String id = script.id();
        long start = System.nanoTime();
        if (script.is("what", "measure")) {
            measure(source, id, script.number("rounds", 1), facts);
            return;
        }
        try {
            switch (script.text("what")) {
                case "write" -> transactional.required(() -> {
                    store.insert(source, id + "-outer");
                    later.run(way, () -> demarcations.run(script.demarcation("inner"),
                            () -> store.insert(source, id + "-inner")));
                });
                case "witness" -> undo(source, id);
                case "undo" -> transactional.required(() -> {
                    store.insert(source, id + "-outer");
                    later.run(way, () -> undo(source, id));
                });
                case "exception" -> failing(way, facts, () -> {
                    throw new IllegalArgumentException("on purpose");
                });
                case "error" -> failing(way, facts, () -> {
                    throw new AssertionError("on purpose");
                });
                case "at once" -> later.run(way, () -> facts.add("step", "called"));
                case "flush" -> transactional.required(() -> store.persist(source, id + "-outer", () -> {
                    try {
                        later.run(way, () -> facts.add("step", "called"));
                    } catch (Exception refused) {
                        throw new IllegalStateException(refused);
                    }
                }));
                case "heuristic" -> transactional.required(() -> {
                    FailingResource.enlistTwo(manager().getTransaction());
                    later.run(way, () -> facts.add("step", "called"));
                });
                case "commit" -> transactional.required(() -> ending.fire(new Ending(facts)));
                default -> transactional.required(() -> {
                    ending.fire(new Ending(facts));
                    throw new IllegalStateException("on purpose");
                });
            }
        } catch (Throwable thrown) {
            facts.add("committer", thrown);
        }
        facts.add("millis", (System.nanoTime() - start) / 1_000_000);
    }

    private void measure(String source, String id, int rounds, Facts facts) throws Exception {
        List<String> ways = Stream.of(Way.values()).map(Way::name).toList();
        Times.compare(ways, rounds, (way, round) -> {
            String row = id + "-" + way + "-" + round;
            Work first = () -> store.insert(source, row + "-outer");
            Work second = () -> transactional.requiresNew(() -> store.insert(source, row + "-inner"));
            if (ways.contains(way)) {
                transactional.required(() -> {
                    first.run();
                    later.run(Way.valueOf(way), second);
                });
            } else {
                transactional.required(first);
                second.run();
            }
        }).forEach(facts::add);
    }

    /** There is no one place where servers keep it. */
    private static TransactionManager manager() throws NamingException {
        for (String name : List.of("java:comp/TransactionManager", "java:jboss/TransactionManager",
                "java:appserver/TransactionManager")) {
            try {
                return (TransactionManager) new InitialContext().lookup(name);
            } catch (NamingException elsewhere) {
                // the next one may be the right one
            }
        }
        throw new NamingException("no TransactionManager");
    }

    private void undo(String source, String id) throws Exception {
        try {
            transactional.requiresNew(() -> {
                store.insert(source, id + "-inner");
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException expected) {
            // what it has written must be gone
        }
    }

    private void failing(Way way, Facts facts, Work failure) throws Exception {
        transactional.required(() -> {
            later.run(way, failure);
            later.run(way, () -> facts.add("step", "called"));
        });
    }

    void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Ending event) {
        event.facts().add("phase", "BEFORE_COMPLETION");
    }

    void failed(@Observes(during = TransactionPhase.AFTER_FAILURE) Ending event) {
        event.facts().add("phase", "AFTER_FAILURE");
    }
}
