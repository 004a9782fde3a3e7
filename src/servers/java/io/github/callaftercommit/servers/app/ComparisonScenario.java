// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.callaftercommit.servers.app.Later.Way;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Named;

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

    /** All in turn, a few transactions of each; the last way is to do it when the method has returned. */
    private void measure(String source, String id, int rounds, Facts facts) throws Exception {
        List<Long> byHand = new ArrayList<>();
        Map<Way, List<Long>> times = new EnumMap<>(Way.class);
        for (int round = 0; round < rounds; round++) {
            for (Way way : Way.values()) {
                String first = id + "-" + way + "-" + round;
                long start = System.nanoTime();
                transactional.required(() -> {
                    store.insert(source, first + "-outer");
                    later.run(way, () -> transactional.requiresNew(() -> store.insert(source, first + "-inner")));
                });
                times.computeIfAbsent(way, measured -> new ArrayList<>()).add(System.nanoTime() - start);
            }
            String first = id + "-HAND-" + round;
            long start = System.nanoTime();
            transactional.required(() -> store.insert(source, first + "-outer"));
            transactional.requiresNew(() -> store.insert(source, first + "-inner"));
            byHand.add(System.nanoTime() - start);
        }
        for (Map.Entry<Way, List<Long>> way : times.entrySet()) {
            facts.add(way.getKey().name(), (double) median(way.getValue()) / median(byHand));
        }
    }

    /** Of the second half: before that, the compiler is measured. */
    private static long median(List<Long> times) {
        List<Long> warm = new ArrayList<>(times.subList(times.size() / 2, times.size()));
        warm.sort(null);
        return warm.get(warm.size() / 2);
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
