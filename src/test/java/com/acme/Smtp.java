// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the mails that the examples send. */
@ApplicationScoped
public class Smtp {

    private final List<String> sent = new CopyOnWriteArrayList<>();

    public void send(String mail) {
        sent.add(mail);
    }

    public List<String> sent() {
        return sent;
    }
}
