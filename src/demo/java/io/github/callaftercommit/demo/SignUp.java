// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** The same sign-up twice. */
@ApplicationScoped
class SignUp {

    @Inject
    Users users;

    @Inject
    Mailer mailer;

    @Inject
    Worker worker;

    @Inject
    AfterCommitService afterCommit;

    @Transactional
    void asMostCodeIsWritten(Person person) {
        long id = users.add(person);
        mailer.sendWelcome(id);
        worker.queue(id);
        worker.awaitIdle(); // in production it is a race; here the worker always wins it, as it does on a busy day
        person.finish();
    }

    @Transactional
    void withCallAfterCommit(Person person) {
        long id = users.add(person);
        mailer.sendWelcomeAfterCommit(id);
        afterCommit.call(worker::queue, id);
        worker.awaitIdle();
        person.finish();
    }
}
