// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.util.Map;

/** Tells side by side what was observed. */
final class Account {

    private static final Map<Person, String> WHAT_HAPPENS = Map.of(Person.ADA,
            "Ada signs up. Everything goes well, and her sign-up commits.", Person.BEN,
            "Ben signs up. His payment is declined at the end, and his sign-up rolls back.", Person.CLEO,
            "Cleo signs up. Everything goes well, but the mail server refuses her welcome mail.");

    private Account() {}

    static String of(Map<Person, Observation> naive, Map<Person, Observation> ours) {
        StringBuilder account = new StringBuilder().append(
                "Three people sign up. Each sign-up saves a user, sends a welcome mail and tells a queue worker to "
                        + "look the user up.\n")
                .append("Real transactions, a pool with ONE database connection, a real mail server, a worker with "
                        + "a connection of its own.\n\n")
                .append(line("", "AS MOST CODE IS WRITTEN", "WITH CALL AFTER COMMIT"));
        for (Person person : Person.values()) {
            Observation left = naive.get(person);
            Observation right = ours.get(person);
            account.append('\n').append(WHAT_HAPPENS.get(person)).append('\n')
                    .append(line("user", left.account(), right.account()))
                    .append(line("mail", left.mail(), right.mail()))
                    .append(line("worker", left.worker(), right.worker()));
        }
        return account.toString();
    }

    private static String line(String what, String naive, String ours) {
        return String.format("  %-8s %-38s %s", what, naive, ours).stripTrailing() + '\n';
    }
}
