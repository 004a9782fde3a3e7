// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

/** Somebody who signs up. */
enum Person {

    /** All goes well. */
    ADA("Ada"),

    /** The last step of the sign-up fails. */
    BEN("Ben"),

    /** The mail server refuses. */
    CLEO("Cleo");

    private final String displayName;

    Person(String displayName) {
        this.displayName = displayName;
    }

    String displayName() {
        return displayName;
    }

    String address() {
        return displayName.toLowerCase(java.util.Locale.ROOT) + "@example.org";
    }

    /** The last step of the transaction. */
    void finish() {
        if (this == BEN) {
            throw new IllegalStateException("the payment of " + displayName + " was declined");
        }
    }
}
