// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** What observes, and fires to itself within a method that is intercepted. */
@ApplicationScoped
class Observers {

    record Told(String id) {}

    @Inject
    Entries entries;

    @Inject
    Demarcations demarcations;

    @Inject
    Journal journal;

    @Inject
    Event<Told> event;

    @Transactional
    public void tell(String id) {
        event.fire(new Told(id));
        journal.note("told");
    }

    @CallAfterCommit
    void hear(@Observes @Priority(1) Told told) throws Exception {
        demarcations.run(Demarcation.REQUIRED, () -> entries.insert(told.id() + "-heard"));
        journal.noteCall("heard, row visible: " + entries.isVisible(told.id() + "-heard"));
    }

    @CallAfterCommit
    void fail(@Observes @Priority(2) Told told) {
        throw new IllegalStateException("no mail server");
    }
}
