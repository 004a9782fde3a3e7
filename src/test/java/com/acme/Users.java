// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

/** Stands for the table of users. */
@ApplicationScoped
public class Users {

    private final AtomicLong ids = new AtomicLong();

    public long insert(String email) {
        if (email.isBlank()) {
            throw new IllegalArgumentException("no address");
        }
        return ids.incrementAndGet();
    }
}
