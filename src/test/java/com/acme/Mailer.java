// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
public class Mailer {

    @CallAfterCommit
    public void sendWelcome(String email) {
        System.out.println("Welcome, " + email); // or what no rollback takes back: a mail, a message, a payment
    }
}
