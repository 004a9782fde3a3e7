// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import jakarta.transaction.Status;

/** Ends calls whose transaction is known to have ended: makes them where it has committed, and drops them otherwise. */
final class Completion {

    private final Demarcation demarcation;
    private final Failures failures;
    private volatile boolean stopped;

    Completion(Demarcation demarcation, Failures failures) {
        this.demarcation = demarcation;
        this.failures = failures;
    }

    /** From now on the beans that calls need are gone. */
    void stop() {
        stopped = true;
    }

    /** Makes the queued calls of a committed transaction, at the boundary that completes it or here where there is none; drops them unless it has committed. */
    void complete(List<Runnable> calls, ClassLoader loader, Object transaction, int outcome) {
        Batch batch = new Batch(calls, loader, transaction, demarcation, failures::report);
        if (outcome != Status.STATUS_COMMITTED) {
            batch.dropCompleted(outcome);
        } else if (stopped) {
            batch.dropStopped();
        } else {
            TransactionBoundary boundary = TransactionBoundary.of(transaction);
            if (boundary == null || !boundary.take(batch)) {
                batch.callInSynchronization();
            }
        }
    }

    void drop(Runnable callback, int status) {
        batch(callback).dropCompleted(status);
    }

    /** Makes a call in the caller's thread, and lets the caller see what it throws. */
    void callAtOnce(Runnable callback, int status) {
        if (status == Status.STATUS_NO_TRANSACTION) {
            callAtOnce(callback);
            return;
        }
        // a completed transaction is still on the thread: what the callback began would join it
        List<Throwable> thrown = new ArrayList<>();
        batch(callback, (call, failure) -> thrown.add(failure)).callInSynchronization();
        if (!thrown.isEmpty()) {
            throw DeferredCall.unchecked(thrown.get(0));
        }
    }

    private static void callAtOnce(Runnable callback) {
        Object event = FlightRecorder.begin();
        String outcome = "failed";
        try {
            callback.run();
            outcome = "called at once";
        } finally {
            FlightRecorder.end(event, callback, outcome, null);
        }
    }

    /** Returns a batch of one call. */
    Batch batch(Runnable callback) {
        return batch(callback, failures::report);
    }

    private Batch batch(Runnable callback, BiConsumer<Runnable, Throwable> onFailure) {
        return new Batch(List.of(callback), Thread.currentThread().getContextClassLoader(), null, demarcation, onFailure);
    }
}
