// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.callaftercommit.AfterCommitFailure;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.Status;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls, each once, in order and outside any transaction; none sees that another one fails, and failures are
 * reported.
 */
final class CallRunner {

    /**
     * Calls that are being made on this thread. Where the stack ends before they have, the batch around them reports
     * it.
     */
    private static final class Batch {

        private final List<Runnable> calls;
        private final ClassLoader loader;
        private final @Nullable Object transaction;
        private final @Nullable List<Throwable> thrown;
        private final @Nullable Batch outer;
        private final boolean logged = Messages.isDebugLogged();
        private @Nullable Batch inner;
        private int ended;
        private int status = Status.STATUS_UNKNOWN;
        private @Nullable Throwable broken;

        /** @param thrown takes the failures, for a caller; where it is null they are reported */
        Batch(
                List<Runnable> calls,
                ClassLoader loader,
                @Nullable Object transaction,
                @Nullable List<Throwable> thrown,
                @Nullable Batch outer) {
            this.calls = calls;
            this.loader = loader;
            this.transaction = transaction;
            this.thrown = thrown;
            this.outer = outer;
        }
    }

    private final BeanManager beanManager;
    private final TransactionServices services;
    private final OutsideTransaction outside;
    private final ThreadLocal<@Nullable Batch> innermost = new ThreadLocal<>();
    private volatile boolean stopped;

    CallRunner(BeanManager beanManager, TransactionServices services, OutsideTransaction outside) {
        this.beanManager = beanManager;
        this.services = services;
        this.outside = outside;
    }

    /**
     * From now on the beans that calls need are gone. What the end of a transaction needs that is still under way is
     * used once: servers close the class loader next, and Tomcat then refuses even classes of the JDK.
     */
    void stop() {
        stopped = true;
        Messages.lost(List.of(new DeferredCall.WithArgument<>(Messages::lost, List.of(this::stop))));
        DeferredCall.nameOf(Comparable.class.getMethods()[0]);
    }

    /** Makes the calls of a transaction that has committed. */
    void make(List<Runnable> calls, ClassLoader loader, Object transaction) {
        if (stopped && !calls.isEmpty()) {
            Messages.stopped(calls);
            record(calls, "dropped: the application has stopped", transaction);
        } else if (!calls.isEmpty()) {
            make(new Batch(calls, loader, transaction, null, innermost.get()));
        }
    }

    /** Makes a call in the caller's thread, and lets the caller see what it throws. */
    void callAtOnce(Runnable callback, int status) {
        Messages.atOnce(callback, status);
        if (status == Status.STATUS_NO_TRANSACTION) {
            callInPlace(callback, "called at once", null);
            return;
        }
        // a completed transaction is still on the thread: what the callback began would join it
        List<Throwable> thrown = new ArrayList<>();
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        make(new Batch(List.of(callback), loader, null, thrown, innermost.get()));
        if (!thrown.isEmpty()) {
            throw DeferredCall.unchecked(thrown.get(0));
        }
    }

    void callNow(Runnable callback, Object transaction) {
        callInPlace(callback, "called before the commit", transaction);
    }

    void drop(List<Runnable> calls, int outcome, @Nullable Object transaction) {
        if (!calls.isEmpty()) {
            Messages.dropped(calls, outcome, transaction);
            record(calls, "dropped: " + Messages.statusName(outcome), transaction);
        }
    }

    void dropUncertain(List<Runnable> calls, Throwable thrown, Object transaction) {
        if (!calls.isEmpty()) {
            Messages.uncertain(calls, thrown, transaction);
            record(calls, "dropped: the commit failed", transaction);
        }
    }

    private static void callInPlace(Runnable callback, String success, @Nullable Object transaction) {
        Object event = FlightRecorder.begin();
        String outcome = "failed";
        try {
            callback.run();
            outcome = success;
        } finally {
            FlightRecorder.end(event, callback, outcome, transaction);
        }
    }

    private static void record(List<Runnable> calls, String outcome, @Nullable Object transaction) {
        calls.forEach(call -> FlightRecorder.end(FlightRecorder.begin(), call, outcome, transaction));
    }

    private void make(Batch batch) {
        Batch outer = batch.outer;
        innermost.set(batch);
        if (outer != null) {
            outer.inner = batch;
        }
        try {
            outside.run(() -> makeEach(batch));
        } catch (Throwable failure) {
            batch.broken = failure;
        }
        end(batch, outer == null);
        innermost.set(outer);
        if (outer != null) {
            outer.inner = null;
        }
    }

    private void makeEach(Batch batch) {
        Thread thread = Thread.currentThread();
        ClassLoader original = thread.getContextClassLoader();
        boolean outermost = batch.outer == null;
        batch.status = services.status();
        try {
            for (; batch.ended < batch.calls.size(); batch.ended++) {
                thread.setContextClassLoader(batch.loader);
                make(batch.calls.get(batch.ended), batch, outermost);
                for (Batch inner = batch.inner; inner != null; inner = inner.inner) {
                    end(inner, outermost);
                    innermost.set(batch);
                }
                batch.inner = null;
            }
        } finally {
            thread.setContextClassLoader(original);
        }
    }

    private void make(Runnable call, Batch batch, boolean outermost) {
        Object event = FlightRecorder.begin();
        Throwable failure = attempt(call, batch.status);
        FlightRecorder.end(event, call, failure == null ? "called" : "failed", batch.transaction);
        if (failure != null) {
            failed(batch, call, failure, outermost);
        } else if (batch.logged) {
            Messages.called(call, batch.transaction);
        }
    }

    /**
     * Calls that the container has not let begin, or end, have failed; where all have, only the way back was barred.
     */
    private void end(Batch batch, boolean outermost) {
        batch.status = Status.STATUS_UNKNOWN;
        if (batch.broken != null && batch.ended == batch.calls.size()) {
            Messages.notResumed(batch.broken);
        }
        for (; batch.ended < batch.calls.size(); batch.ended++) {
            failed(batch, batch.calls.get(batch.ended), Objects.requireNonNull(batch.broken), outermost);
        }
    }

    /** Where the stack ends in an observer, the batch around this one, which has more of it, tells it again. */
    private void failed(Batch batch, Runnable call, Throwable failure, boolean outermost) {
        if (batch.thrown != null) {
            batch.thrown.add(failure);
            return;
        }
        AfterCommitFailure event = new AfterCommitFailure(DeferredCall.nameOf(call), failure);
        Messages.failed(event.call(), failure, batch.transaction);
        Throwable ofObserver = attempt(
                () -> beanManager.getEvent().select(AfterCommitFailure.class).fire(event), batch.status);
        if (ofObserver instanceof StackOverflowError overflow && !outermost) {
            throw overflow;
        }
        if (ofObserver != null) {
            Messages.observerFailed(event.call(), ofObserver);
        }
    }

    /**
     * Lets out neither what the work throws nor a transaction that it has begun and not completed: that is rolled back,
     * as EJB containers do it, before the next call or the committer can join it.
     *
     * @param status the status with which the work starts, or UNKNOWN
     * @return why the work has failed, or null if it has not
     */
    private @Nullable Throwable attempt(Runnable work, int status) {
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        try {
            if (status != Status.STATUS_UNKNOWN && services.status() != status) {
                failure = join(failure, Messages.transactionLeftOpen());
                services.rollback();
            }
        } catch (Throwable refused) {
            failure = join(failure, refused);
        }
        return failure;
    }

    private static Throwable join(@Nullable Throwable first, Throwable second) {
        if (first != null && first != second) {
            first.addSuppressed(second);
        }
        return first == null ? second : first;
    }
}
