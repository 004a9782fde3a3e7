// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

@ApplicationScoped
class Mailer {

    @Inject
    Journal journal;

    @Inject
    Entries entries;

    @CallAfterCommit
    void send(String to) {
        journal.noteCall("mail to " + to);
    }

    @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
    void sendInTransaction(String to) {
        journal.noteCall("mail to " + to);
    }

    @CallAfterCommit
    @Transactional
    void store(String id) {
        entries.insert(id);
    }
}
