// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/** The calls of a transaction that has committed: each is made once, in order, and none sees that another one failed. */
final class Batch implements Runnable {

    private final List<Runnable> calls;
    private final ClassLoader loader;
    private final @Nullable Object transaction;
    private final Demarcation demarcation;
    private final BiConsumer<Runnable, Throwable> onFailure;
    private int made;

    Batch(List<Runnable> calls, ClassLoader loader, @Nullable Object transaction, Demarcation demarcation, BiConsumer<Runnable, Throwable> onFailure) {
        this.calls = calls;
        this.loader = loader;
        this.transaction = transaction;
        this.demarcation = demarcation;
        this.onFailure = onFailure;
    }

    /** After the transactional interceptor has returned. */
    void callAtBoundary() {
        try {
            demarcation.atBoundary(this);
        } catch (Throwable failure) {
            demarcationFailed(failure);
        }
    }

    /** While the transaction still completes. */
    void callInSynchronization() {
        try {
            demarcation.inSynchronization(this);
        } catch (Throwable failure) {
            demarcationFailed(failure);
        }
    }

    void dropUncertain(Throwable thrownByCommit) {
        Messages.uncertain(calls, thrownByCommit);
        record("dropped: the commit failed");
    }

    void dropStopped() {
        Messages.stopped(calls);
        record("dropped: the application has stopped");
    }

    void dropCompleted(int outcome) {
        Messages.dropped(calls, outcome);
        record("dropped: " + Messages.statusName(outcome));
    }

    /** Makes the calls on the current thread, which has no transaction. */
    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        ClassLoader original = thread.getContextClassLoader();
        int status = demarcation.status();
        try {
            while (made < calls.size()) {
                make(calls.get(made++), thread, status);
            }
        } finally {
            thread.setContextClassLoader(original);
        }
    }

    private void make(Runnable call, Thread thread, int status) {
        Object event = FlightRecorder.begin();
        Throwable failure = null;
        thread.setContextClassLoader(call instanceof DeferredCall.Noted noted ? noted.loader() : loader);
        try {
            call.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        failure = demarcation.endTransactionLeftOpen(status, failure);
        FlightRecorder.end(event, call, failure == null ? "called" : "failed", transaction);
        if (failure == null) {
            Messages.called(call);
        } else {
            onFailure.accept(call, failure);
        }
    }

    /** The container failed around the calls: what it could not start has failed, what is done is done. */
    private void demarcationFailed(Throwable failure) {
        if (made == calls.size()) {
            Messages.notResumed(failure);
        }
        while (made < calls.size()) {
            onFailure.accept(calls.get(made++), failure);
        }
    }

    private void record(String outcome) {
        for (Runnable call : calls) {
            FlightRecorder.end(FlightRecorder.begin(), call, outcome, transaction);
        }
    }
}
