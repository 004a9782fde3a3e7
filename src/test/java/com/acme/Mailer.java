// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

// tag::mailer
@ApplicationScoped
public class Mailer {

    @Inject
    Smtp smtp;

    @CallAfterCommit
    public void sendWelcome(long userId) {
        smtp.send("Welcome, user " + userId);
    }
}
// end::mailer
