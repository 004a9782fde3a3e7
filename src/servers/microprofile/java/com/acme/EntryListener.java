// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PostPersist;

/** Calls while Hibernate flushes, which it does when the transaction commits. */
@ApplicationScoped
class EntryListener {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Entries entries;

    @Inject
    Journal journal;

    @PostPersist
    void callAfterCommit(Entry entry) {
        if (entry.whenFlushed != null) {
            entry.whenFlushed.run();
            return;
        }
        journal.note("flushed");
        afterCommit.call(() -> {
            if (entry.id.endsWith("-copied")) {
                entries.insert(entry.id + "-copy");
            }
            journal.noteCall("called by the entity listener, row visible: " + entries.isVisible(entry.id));
        });
    }
}
