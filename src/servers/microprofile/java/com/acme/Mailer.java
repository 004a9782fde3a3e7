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
    public void send(String to) {
        journal.noteCall("mail to " + to);
    }

    @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
    public void sendInTransaction(String to) {
        journal.noteCall("mail to " + to);
    }

    @CallAfterCommit
    @Transactional
    public void store(String id) {
        entries.insert(id);
    }
}
