// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.Optional;
import java.util.Set;
import java.util.logging.LogRecord;

import jakarta.enterprise.event.ObserverException;
import jakarta.transaction.Status;

/** How the lines of a journal are written. */
final class Journal {

    /** What tells of ordinary life and names nothing that was lost. */
    private static final Set<String> ORDINARY = Set.of("CAC-001", "CAC-002", "CAC-003", "CAC-012", "CAC-013", "CAC-017",
            "CAC-018");

    private Journal() {}

    /** Returns the id of a message and what follows its last colon: the names of what was dropped. */
    static Optional<String> line(LogRecord message) {
        String text = message.getMessage();
        String id = text.substring(0, text.indexOf(':'));
        if (ORDINARY.contains(id)) {
            return Optional.empty();
        } else if (id.equals("CAC-008") || id.equals("CAC-009") || id.equals("CAC-010") || id.equals("CAC-011")) {
            return Optional.of(id + ' ' + nameOf(message.getThrown()));
        }
        return Optional.of(id + ' ' + text.substring(text.lastIndexOf(": ") + 2));
    }

    /** Returns the id of an exception of the library, the simple name of any other, 'nothing' for none. */
    static String nameOf(Throwable failure) {
        if (failure == null) {
            return "nothing";
        }
        if (failure instanceof ObserverException wrapper) {
            return nameOf(wrapper.getCause());
        }
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("CAC-") ? message.substring(0, 7) : failure.getClass().getSimpleName();
    }

    static String outcome(int status) {
        return switch (status) {
            case Status.STATUS_COMMITTED -> "committed";
            case Status.STATUS_ROLLEDBACK -> "rolled back";
            default -> "ended with status " + status;
        };
    }

    static String statusName(int status) {
        return switch (status) {
            case Status.STATUS_NO_TRANSACTION -> "no transaction";
            case Status.STATUS_ACTIVE -> "a transaction";
            default -> "a transaction with status " + status;
        };
    }
}
