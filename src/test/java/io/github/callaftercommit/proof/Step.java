// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a random program does, in the words of an application. */
sealed interface Step {

    /** The steps in it, as far as the program itself takes them: those of calls are taken when the calls are made. */
    default Stream<Step> steps() {
        return Stream.empty();
    }

    /** Two applications may share the classes of the library, and a transaction. */
    enum App {
        A, B
    }

    /** Ways to ask for a call. */
    enum How {
        RUNNABLE, ONE_ARGUMENT, TWO_ARGUMENTS, ONCE_A, ONCE_B, REQUIRING, ANNOTATED, ANNOTATED_TRANSACTIONAL,
        ANNOTATED_REJECTING
    }

    /** How a callback ends; what it leaves behind it has begun itself. */
    enum Ending {
        RETURNS, THROWS, THROWS_CHECKED, THROWS_ERROR, LEAVES_OPEN, LEAVES_MARKED, LEAVES_TIMED_OUT,
        LEAVES_OPEN_AND_THROWS
    }

    /** What an observer of AfterCommitFailure does about the failure of a call. */
    enum Observer {
        NOTES, THROWS, THROWS_ERROR, LEAVES_OPEN, LEAVES_OPEN_AND_THROWS, CALLS, COMMITS_WITH_CALL
    }

    /** What stands around a body. */
    enum Demarcation {
        REQUIRED, REQUIRES_NEW, STAGE, STAGE_NEW, SUPPORTS, NOT_SUPPORTED, SUSPENDED, USER_TRANSACTION,
        COMMITTED_ELSEWHERE, HELD;

        boolean isInterceptedBesides() {
            return this == REQUIRED || this == REQUIRES_NEW || returnsStage();
        }

        boolean returnsStage() {
            return this == STAGE || this == STAGE_NEW;
        }
    }

    /** How a body ends; code that demarcates by hand commits when its body returns, and rolls back when it throws. */
    enum BodyEnd {
        RETURNS, THROWS, THROWS_CHECKED, THROWS_FIRST, THROWS_THIRD
    }

    /** How the stage that a body returns completes. */
    enum StageEnd {
        LATER, DONE, FAILED, FAILED_CHECKED
    }

    /** Where an interceptor of the application stands: just outside or just inside, and on which side of ours. */
    enum Place {
        OUTSIDE_FIRST, OUTSIDE_LAST, INSIDE_FIRST, INSIDE_LAST
    }

    /** What an interceptor of the application does. */
    enum Does {
        TRANSLATE, SWALLOW, RETRY, PROCEED_THREE_TIMES, CALL_BEFORE, CALL_AFTER
    }

    /** What an enlisted resource does that it should not. */
    enum Fault {
        NONE, PREPARE_VETO, PREPARE_RMERR, COMMIT_HEURMIX, COMMIT_HEURHAZ, COMMIT_HEURRB, COMMIT_HEURCOM, COMMIT_RMFAIL,
        COMMIT_NOTA, COMMIT_RMERR, ROLLBACK_RMERR, ROLLBACK_HEURCOM
    }

    /** When something of a transaction is called back by its manager. */
    enum Moment {
        BEFORE_COMPLETION, AFTER_COMPLETION, PREPARE, COMMIT
    }

    /** Who ends a transaction, and how; whoever began it may not know. */
    enum Foreign {
        COMMIT, ROLL_BACK, COMMIT_ELSEWHERE, ROLL_BACK_ELSEWHERE, COMMIT_DIRECTLY, ROLL_BACK_DIRECTLY, HOLD;

        boolean isElsewhere() {
            return this == COMMIT_ELSEWHERE || this == ROLL_BACK_ELSEWHERE;
        }

        boolean isDirect() {
            return this == COMMIT_DIRECTLY || this == ROLL_BACK_DIRECTLY;
        }

        boolean isCommit() {
            return this == COMMIT || this == COMMIT_ELSEWHERE || this == COMMIT_DIRECTLY;
        }
    }

    record Call(int id, App app, How how, List<Step> inside, Ending ending, Observer observer) implements Step {

        static Call ofObserver(App app) {
            return new Call(0, app, How.RUNNABLE, List.of(), Ending.RETURNS, Observer.NOTES);
        }

        /** A method that already runs in a transaction cannot begin one. */
        @Override
        public Ending ending() {
            return how == How.ANNOTATED_TRANSACTIONAL && leaves(ending) ? Ending.RETURNS : ending;
        }

        boolean leavesTransaction() {
            return leaves(ending());
        }

        private static boolean leaves(Ending ending) {
            return ending.name().startsWith("LEAVES");
        }
    }

    /** @param call what the interceptor calls, if it does */
    record Beside(Place place, Does does, Call call) {}

    /** @param caught whether the code around the block catches what it throws */
    record Block(int id, App app, Demarcation around, List<Beside> besides, List<Step> body, BodyEnd end,
            StageEnd stage, boolean caught) implements Step {

        @Override
        public Stream<Step> steps() {
            return Stream.concat(besides.stream().map(Beside::call).filter(Objects::nonNull), body.stream());
        }
    }

    /** @param only the repetition of the body in which it happens, or 0 for each */
    record Enlist(Fault fault, int only) implements Step {}

    /** A call that is made while the transaction completes: by a synchronization or by a resource. */
    record CallAt(Moment moment, Call call) implements Step {

        @Override
        public Stream<Step> steps() {
            return Stream.of(call);
        }
    }

    /** Ends the current transaction without a word to the code that has begun it, or takes it from the thread. */
    record End(int id, Foreign foreign) implements Step {}

    /** Goes on with the transaction that has been held for the longest time, and ends it; completes its stage. */
    record Resume(int id, List<Step> rest, Foreign foreign, StageEnd stage) implements Step {

        @Override
        public Stream<Step> steps() {
            return rest.stream();
        }
    }

    record SetRollbackOnly() implements Step {}

    /** The reaper rolls the transaction back on a thread of its own. */
    record TimeOut() implements Step {}
}
