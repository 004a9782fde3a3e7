// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.List;

/** What a random program does, in the words of an application. */
sealed interface Step {

    /** Ways to ask for a call. */
    enum How {
        RUNNABLE,
        ONE_ARGUMENT,
        TWO_ARGUMENTS,
        ONCE_A,
        ONCE_B,
        REQUIRING,
        ANNOTATED,
        ANNOTATED_TRANSACTIONAL,
        ANNOTATED_REJECTING
    }

    /** How a callback ends; what it leaves behind it has begun itself. */
    enum Ending {
        RETURNS,
        THROWS,
        THROWS_CHECKED,
        THROWS_ERROR,
        LEAVES_OPEN,
        LEAVES_MARKED,
        LEAVES_TIMED_OUT,
        LEAVES_OPEN_AND_THROWS
    }

    /** What stands around a body. */
    enum Demarcation {
        REQUIRED,
        REQUIRES_NEW,
        SUPPORTS,
        NOT_SUPPORTED,
        SUSPENDED,
        USER_TRANSACTION,
        COMMITTED_ELSEWHERE
    }

    /** How a body ends; code that demarcates by hand commits when its body returns, and rolls back when it throws. */
    enum BodyEnd {
        RETURNS,
        THROWS,
        THROWS_CHECKED
    }

    /** What an enlisted resource does that it should not. */
    enum Fault {
        NONE,
        PREPARE_VETO,
        PREPARE_RMERR,
        COMMIT_HEURMIX,
        COMMIT_HEURHAZ,
        COMMIT_HEURRB,
        COMMIT_HEURCOM,
        COMMIT_RMFAIL,
        COMMIT_NOTA,
        COMMIT_RMERR,
        ROLLBACK_RMERR,
        ROLLBACK_HEURCOM
    }

    /** When something of a transaction is called back by its manager. */
    enum Moment {
        BEFORE_COMPLETION,
        AFTER_COMPLETION,
        PREPARE,
        COMMIT
    }

    record Call(int id, How how, List<Step> steps, Ending ending) implements Step {

        /** A method that already runs in a transaction cannot begin one. */
        @Override
        public Ending ending() {
            return how == How.ANNOTATED_TRANSACTIONAL && ending.name().startsWith("LEAVES") ? Ending.RETURNS : ending;
        }
    }

    record Block(int id, Demarcation around, List<Step> body, BodyEnd end) implements Step {}

    record Enlist(Fault fault) implements Step {}

    /** A call that is made while the transaction completes: by a synchronization or by a resource. */
    record CallAt(Moment moment, Call call) implements Step {}

    record SetRollbackOnly() implements Step {}

    /** The reaper rolls the transaction back on a thread of its own. */
    record TimeOut() implements Step {}
}
