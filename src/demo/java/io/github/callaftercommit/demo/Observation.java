// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import io.github.callaftercommit.AfterCommitFailure;

/**
 * What was seen of one sign-up, from outside.
 *
 * @param saved whether the user is in the database
 * @param mailed whether the mail has arrived
 * @param refused whether the mail server was asked and refused
 * @param welcomed whether the database says so
 * @param found whether the worker found the user, or null where it was not asked
 * @param failure what the application was told of a call that failed after the commit, or null
 */
record Observation(boolean saved, boolean mailed, boolean refused, boolean welcomed, Boolean found,
        AfterCommitFailure failure) {

    String account() {
        if (saved) {
            return "saved";
        }
        return refused ? "LOST, because a mail was refused" : "not saved";
    }

    String mail() {
        if (mailed) {
            return saved
                    ? "sent, " + (welcomed ? "and noted in the database" : "but NOT noted")
                    : "SENT to somebody who does not exist";
        }
        if (failure != null) {
            return "refused, and reported: AfterCommitFailure";
        }
        return refused ? "refused" : "none";
    }

    String worker() {
        if (found == null) {
            return "never asked";
        }
        return found ? "found the row" : "asked too early: NO SUCH ROW";
    }
}
