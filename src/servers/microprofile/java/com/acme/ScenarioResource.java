// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Scenarios in a transaction of the outer kind; each answers what has happened, line by line. */
@Path("scenario")
public class ScenarioResource {

    @QueryParam("outer")
    Demarcation outer;

    @QueryParam("inner")
    Demarcation inner;

    @QueryParam("id")
    String id;

    @Inject
    AfterCommitService afterCommit;

    @Inject
    TransactionSynchronizationRegistry registry;

    @Inject
    Demarcations demarcations;

    @Inject
    Entries entries;

    @Inject
    Journal journal;

    @Inject
    Mailer mailer;

    @Inject
    Newsletter newsletter;

    @Inject
    Observers observers;

    @Inject
    Event<Observers.Told> event;

    @GET
    @Path("commit")
    public String commit() {
        return play(() -> {
            entries.insert(id);
            afterCommit.call(() -> journal.noteCall("called, row visible: " + entries.isVisible(id)));
        });
    }

    @GET
    @Path("rollback")
    public String rollback() {
        return play(() -> {
            entries.insert(id);
            afterCommit.call(() -> journal.noteCall("called"));
            mailer.send("ada");
            registry.setRollbackOnly();
            afterCommit.call(() -> journal.noteCall("called"));
            throw new IllegalStateException("rolls back");
        });
    }

    @GET
    @Path("order")
    public String order() {
        return play(() -> {
            for (String call : new String[]{"1", "2"}) {
                afterCommit.call(() -> {
                    journal.noteCall(call);
                    afterCommit.call(() -> journal.noteCall(call + "a"));
                });
            }
            mailer.send("3");
        });
    }

    @GET
    @Path("failure")
    public String failure() {
        return play(() -> {
            entries.insert(id);
            afterCommit.call(() -> {
                throw new AssertionError("no mail server");
            });
            afterCommit.call(() -> journal.noteCall("called, row visible: " + entries.isVisible(id)));
        });
    }

    /** An inner transaction commits while the outer one goes on. */
    @GET
    @Path("inner")
    public String inner() {
        return play(() -> {
            afterCommit.call(() -> journal.noteCall("called after the outer"));
            run(inner, () -> {
                afterCommit.call(() -> journal.noteCall("called after the inner"));
                journal.note("inner body returns");
            });
        });
    }

    /**
     * The callback needs the only connection of the pool, which the transaction has taken before or takes at its
     * commit.
     */
    @GET
    @Path("write")
    public String write(@QueryParam("way") String way) {
        return play(() -> {
            if (way.equals("jdbc")) {
                entries.insert(id + "-outer");
            } else {
                entries.persist(id + "-outer");
            }
            afterCommit.call(() -> {
                run(inner, () -> entries.insert(id + "-inner"));
                journal.noteCall("called, rows visible: " + entries.isVisible(id + "-outer") + ", "
                        + entries.isVisible(id + "-inner"));
            });
        });
    }

    /** Nobody calls before the entity listener does. */
    @GET
    @Path("flush")
    public String flush() {
        return play(() -> entries.persist(id));
    }

    @GET
    @Path("annotated")
    public String annotated() {
        return play(() -> {
            entries.insert(id + "-outer");
            mailer.send("ada");
            newsletter.subscribe("ada");
            mailer.store(id);
            afterCommit.call(() -> journal.noteCall("stored: " + entries.isVisible(id)));
        });
    }

    @GET
    @Path("observed")
    public String observed() {
        return play(() -> {
            entries.insert(id);
            event.fire(new Observers.Told(id));
            afterCommit.call(() -> journal.noteCall("last"));
        });
    }

    @GET
    @Path("unheard")
    public String unheard() {
        return play(() -> {
            event.fire(new Observers.Told(id));
            throw new IllegalStateException("rolls back");
        });
    }

    @GET
    @Path("self")
    public String self() {
        return play(() -> observers.tell(id));
    }

    @GET
    @Path("once")
    public String once() {
        return play(() -> {
            for (int change = 1; change <= 3; change++) {
                String call = "reindex for change " + change;
                afterCommit.callOnce("order 42", () -> journal.noteCall(call));
            }
        });
    }

    @GET
    @Path("reject")
    public String reject() {
        return play(() -> {
            mailer.sendInTransaction("ada");
        });
    }

    @GET
    @Path("pending")
    public String pending() {
        return play(() -> {
            mailer.send("ada");
            afterCommit.pending().names().forEach(name -> journal.note("pending: " + name));
        });
    }

    private String play(Runnable work) {
        try {
            demarcations.run(outer, () -> {
                work.run();
                journal.note("body returns");
            });
        } catch (Exception | AssertionError thrown) {
            journal.note("thrown: " + thrown.getMessage());
        }
        return journal.take();
    }

    private void run(Demarcation demarcation, Runnable work) {
        try {
            demarcations.run(demarcation, work);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
