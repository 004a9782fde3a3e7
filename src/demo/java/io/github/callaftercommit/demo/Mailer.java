// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Sends the welcome mail and notes in the database that it did. */
@ApplicationScoped
class Mailer {

    @Inject
    Users users;

    @Inject
    MailServer mailServer;

    /** As most code is written: at once, in the middle of the caller's transaction. */
    void sendWelcome(long userId) {
        mailServer.send(users.address(userId), "Welcome!");
        users.markAsWelcomed(userId);
    }

    /** After the caller's commit, in a transaction of its own, which gets the one connection of the pool. */
    @CallAfterCommit
    @Transactional
    void sendWelcomeAfterCommit(long userId) {
        sendWelcome(userId);
    }
}
