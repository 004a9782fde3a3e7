// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.servers.app.Facts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A program that runs, and what is noted of it. */
record Run(String id, String source, boolean calls, Facts facts) {

    void note(String note) {
        facts.add("note", note);
    }

    /** Returns the exception that the program has thrown on purpose, or null. */
    private static OnPurpose onPurpose(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof OnPurpose)) {
            cause = cause.getCause();
        }
        return (OnPurpose) cause;
    }

    boolean hasThrown(Throwable thrown) {
        return thrown instanceof CheckedOnPurpose || onPurpose(thrown) != null;
    }

    /** Thrown by a callback, or out of a block that rolls back. */
    static final class OnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Run run;
        private final int number;

        OnPurpose(Run run, int number) {
            super("on purpose", null, false, false);
            this.run = run;
            this.number = number;
        }
    }

    /** Thrown out of a block that commits. */
    static final class CheckedOnPurpose extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** Notes what the library reports. */
    @ApplicationScoped
    static class Reports {

        private final AtomicInteger programs = new AtomicInteger();
        private final List<AfterCommitFailure> unexpected = new CopyOnWriteArrayList<>();

        void programStarts() {
            programs.incrementAndGet();
        }

        void reported(@Observes AfterCommitFailure failure) {
            OnPurpose expected = onPurpose(failure.cause());
            if (expected != null) {
                expected.run.note("reported " + expected.number);
            } else if (programs.get() > 0) {
                unexpected.add(failure);
            }
        }

        /** Returns what nobody has thrown on purpose, in whichever program. */
        List<AfterCommitFailure> programEnds() {
            programs.decrementAndGet();
            List<AfterCommitFailure> taken = List.copyOf(unexpected);
            unexpected.removeAll(taken);
            return taken;
        }
    }
}
