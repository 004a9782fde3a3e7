// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens to the transactions of a program, or of one of its callbacks, when nobody makes calls in it. The model
 * starts from it, and calls may change nothing of it.
 */
final class Trace {

    /** What happens; threads and transactions have numbers, 0 is the thread that starts, and no transaction. */
    sealed interface Event {}

    /**
     * @param registrations of a call's synchronizations that were accepted, where it is the first of its transaction
     */
    record Called(Step.Call call, int thread, int transaction, int status, int registrations) implements Event {}

    /**
     * A synchronization completes that was registered where a call would register its own.
     *
     * @param heuristic whether the transaction itself tells of a heuristic outcome
     */
    record Ended(Step.App app, int thread, int transaction, int outcome, boolean heuristic) implements Event {}

    /** The transactional interceptor is about to be called. */
    record Entered(Step.App app, int thread, int transaction) implements Event {}

    record BodyStarted(Step.App app, int thread, int transaction) implements Event {}

    record BodyReturned(Step.App app, int thread, Throwable thrown) implements Event {}

    /** @param thrown what the transactional interceptor has thrown */
    record Left(Step.App app, int thread, Throwable thrown) implements Event {}

    /** What everybody can see. */
    record Noted(String line) implements Event {}

    final List<Event> events = new ArrayList<>();
    /** What came out of it at last, or null. */
    Throwable thrown;
}
