// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

// tag::signup
@ApplicationScoped
public class SignUp {

    @Inject
    Users users;

    @Inject
    Mailer mailer;

    @Transactional
    public void signUp(String email) {
        long userId = users.insert(email);
        mailer.sendWelcome(userId); // returns at once; sent after the commit, never after a rollback
    }
}
// end::signup
