// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.common;

import java.util.List;

/** A step of a random program. Numbers are unique in their program. */
public sealed interface Step {

    /** A row, with plain JDBC or with JPA. */
    record Write(int number, boolean jpa) implements Step {}

    /** Steps between the begin and the end of a transaction, or of a method that joins the one of its caller. */
    record Block(int number, By by, End end, List<Step> steps) implements Step {}

    /** A call of a callback, which consists of steps of its own. */
    record Call(int number, Kind kind, List<Step> callback) implements Step {

        /** The key of {@code callOnce}: a program uses a few of them again and again. */
        public String key() {
            return "key " + number % 2;
        }
    }

    /** An exception that leaves the callback. */
    record Fail(int number) implements Step {}

    /** How a block is begun. */
    enum By {
        NONE, REQUIRED, REQUIRES_NEW, USER_TRANSACTION, EJB, EJB_REQUIRES_NEW, BEAN_MANAGED;

        /** Whether the block belongs to the transaction that there is. */
        public boolean joins() {
            return this == REQUIRED || this == EJB;
        }

        /** Whether a @Transactional method of a bean is called. */
        public boolean isOfTransactional() {
            return this == REQUIRED || this == REQUIRES_NEW;
        }

        /** Whether the body begins and ends the transaction itself. */
        public boolean isByHand() {
            return this == USER_TRANSACTION || this == BEAN_MANAGED;
        }

        /** Whether an EJB is called. */
        public boolean isOfSession() {
            return this == EJB || this == EJB_REQUIRES_NEW || this == BEAN_MANAGED;
        }
    }

    /** How a block ends. */
    enum End {
        COMMIT,
        /** A checked exception, in spite of which the container commits. */
        CHECKED, UNCHECKED, MARK
    }

    /** How a callback is handed over. */
    enum Kind {
        CALLBACK, ARGUMENT, ARGUMENTS, ONCE, CDI, EJB
    }
}
