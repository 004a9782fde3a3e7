// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

@ApplicationScoped
public class SignUp {

    @Inject
    Mailer mailer;

    @Transactional
    public void signUp(String email) {
        // here the user is saved, by JPA or JDBC
        mailer.sendWelcome(email); // returns at once; sent after the commit, never after a rollback
    }
}
