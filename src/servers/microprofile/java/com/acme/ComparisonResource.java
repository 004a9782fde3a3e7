// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.acme.Later.Way;
import io.github.callaftercommit.servers.app.common.FailingResource;
import io.github.callaftercommit.servers.app.common.Times;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** The same after each commit, in each way: it plays and answers as the scenario of the servers does. */
@Singleton
@Path("scenario/comparison")
public class ComparisonResource {

    record Ending(List<String> facts) {}

    @Inject
    Later later;

    @Inject
    Demarcations demarcations;

    @Inject
    Entries entries;

    @Inject
    TransactionManager manager;

    @Inject
    Event<Ending> ending;

    @GET
    public String play(@QueryParam("what") String what, @QueryParam("way") Way way, @QueryParam("id") String id,
            @QueryParam("source") String source, @QueryParam("inner") Demarcation inner,
            @QueryParam("rounds") int rounds) throws Exception {
        List<String> facts = new CopyOnWriteArrayList<>();
        if (what.equals("measure")) {
            measure(id, rounds, facts);
            return String.join("\n", facts);
        }
        long start = System.nanoTime();
        try {
            demarcations.run(what.equals("at once") || what.equals("witness") ? Demarcation.NONE : Demarcation.REQUIRED,
                    () -> {
                        switch (what) {
                            case "write" -> {
                                insert(source, id + "-outer");
                                later.run(way, () -> run(inner, () -> insert(source, id + "-inner")));
                            }
                            case "witness" -> undo(source, id);
                            case "undo" -> {
                                insert(source, id + "-outer");
                                later.run(way, () -> undo(source, id));
                            }
                            case "exception" -> failing(way, facts, () -> {
                                throw new IllegalArgumentException("on purpose");
                            });
                            case "error" -> failing(way, facts, () -> {
                                throw new AssertionError("on purpose");
                            });
                            case "at once" -> later.run(way, () -> facts.add("step=called"));
                            case "flush" ->
                                entries.persist(id + "-outer", () -> later.run(way, () -> facts.add("step=called")));
                            case "heuristic" -> {
                                heuristic();
                                later.run(way, () -> facts.add("step=called"));
                            }
                            case "commit" -> ending.fire(new Ending(facts));
                            default -> {
                                ending.fire(new Ending(facts));
                                throw new IllegalStateException("on purpose");
                            }
                        }
                    });
        } catch (Throwable thrown) {
            facts.add("committer=" + thrown);
        }
        facts.add("millis=" + (System.nanoTime() - start) / 1_000_000);
        return String.join("\n", facts);
    }

    private void measure(String id, int rounds, List<String> facts) throws Exception {
        List<String> ways = Stream.of(Way.values()).map(Way::name).toList();
        Times.compare(ways, rounds, (way, round) -> {
            String row = id + "-" + way + "-" + round;
            Runnable first = () -> entries.insertIntoWide(row + "-outer");
            Runnable second = () -> run(Demarcation.REQUIRES_NEW, () -> entries.insertIntoWide(row + "-inner"));
            if (ways.contains(way)) {
                run(Demarcation.REQUIRED, () -> {
                    first.run();
                    later.run(Way.valueOf(way), second);
                });
            } else {
                run(Demarcation.REQUIRED, first);
                second.run();
            }
        }).forEach((name, ratio) -> facts.add(name + "=" + ratio));
    }

    /** The pool of one, or that of twenty. */
    private void insert(String source, String id) {
        if (source.equals("local")) {
            entries.insert(id);
        } else {
            entries.insertIntoWide(id);
        }
    }

    private void run(Demarcation demarcation, Runnable work) {
        try {
            demarcations.run(demarcation, work);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void undo(String source, String id) {
        try {
            run(Demarcation.REQUIRES_NEW, () -> {
                insert(source, id + "-inner");
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException expected) {
            // what it has written must be gone
        }
    }

    private void heuristic() {
        try {
            FailingResource.enlistTwo(manager.getTransaction());
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
    }

    private void failing(Way way, List<String> facts, Runnable failure) {
        later.run(way, failure);
        later.run(way, () -> facts.add("step=called"));
    }

    void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Ending event) {
        event.facts().add("phase=BEFORE_COMPLETION");
    }

    void failed(@Observes(during = TransactionPhase.AFTER_FAILURE) Ending event) {
        event.facts().add("phase=AFTER_FAILURE");
    }
}
