// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.List;
import java.util.function.Consumer;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.Status;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls, each once, in order and outside any transaction; none sees that another one fails, and failures are
 * reported.
 */
final class CallRunner {

    private final BeanManager beanManager;
    private final TransactionServices services;
    private final Consumer<Runnable> outside;
    private final ThreadLocal<@Nullable CallBatch> innermost = new ThreadLocal<>();
    private volatile boolean stopped;

    /** @param outside runs work outside of any transaction and of any boundary */
    CallRunner(BeanManager beanManager, TransactionServices services, Consumer<Runnable> outside) {
        this.beanManager = beanManager;
        this.services = services;
        this.outside = outside;
    }

    /** From now on the beans that calls need are going. */
    void stop() {
        stopped = true;
        Message.prepareForTheEnd();
    }

    boolean isStopped() {
        return stopped;
    }

    /** Makes the calls of a transaction that has committed. */
    void make(List<Callback<?>> calls, @Nullable ClassLoader loader, Object transaction) {
        if (calls.isEmpty()) {
            return;
        }
        CallBatch around = innermost.get();
        CallBatch batch = new CallBatch(calls, loader, transaction, around);
        if (around != null && batch.isTooDeep()) {
            around.postpone(batch);
        } else {
            make(batch);
        }
    }

    /** Makes a call in the caller's thread, and lets the caller see what it throws. */
    <X extends Exception> void callAtOnce(Callback<X> callback, int status) throws X {
        if (Message.isDebugLogged()) {
            Message.CALLED_AT_ONCE.log(callback, Message.statusName(status));
        }
        if (status == Status.STATUS_NO_TRANSACTION) {
            callInPlace(callback, "called at once", null);
            return;
        }
        // a completed transaction is still on the thread: what the callback began would join it
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        CallBatch batch = new CallBatch(List.of(callback), loader, null, innermost.get());
        batch.thrown = new Throwable[1];
        make(batch);
        if (batch.thrown[0] != null) {
            CallRunner.<X>rethrow(batch.thrown[0]);
        }
    }

    /** Makes a call in the transaction that it waits for. */
    void callNow(Callback<?> callback, Object transaction) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader original = thread.getContextClassLoader();
        try {
            callInPlace(callback, "called before the commit", transaction);
            Message.CALLED_NOW.log(callback, transaction);
        } finally {
            thread.setContextClassLoader(original);
        }
    }

    void drop(List<? extends Callback<?>> calls, int outcome, @Nullable Object transaction) {
        switch (outcome) {
            case Status.STATUS_ROLLEDBACK, Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK ->
                drop(calls, Message.ROLLED_BACK, Message.text("CAC-004." + outcome), null, transaction);
            default -> drop(calls, Message.OUTCOME_UNKNOWN, Message.statusName(outcome), null, transaction);
        }
    }

    void drop(List<? extends Callback<?>> calls, Message message, String reason, @Nullable Throwable thrown,
            @Nullable Object transaction) {
        if (!calls.isEmpty()) {
            message.logThrown(thrown, Message.count(calls), transaction, reason, calls);
            calls.forEach(call -> FlightRecorder.end(FlightRecorder.begin(), call, "dropped: " + reason, transaction));
        }
    }

    private static <X extends Exception> void callInPlace(Callback<X> callback, String success,
            @Nullable Object transaction) throws X {
        Object event = FlightRecorder.begin();
        String outcome = "failed";
        try {
            callback.call();
            outcome = success;
        } finally {
            FlightRecorder.end(event, callback, outcome, transaction);
        }
    }

    private void make(CallBatch batch) {
        Throwable barred = null;
        try {
            innermost.set(batch);
            outside.accept(() -> makeEach(batch));
        } catch (Throwable failure) {
            barred = failure;
        } finally {
            leave(batch.around);
        }
        if (barred == null) {
            return;
        }
        if (batch.isMade()) {
            Message.NOT_RESUMED.log(barred);
        } else if (batch.around != null && batch.thrown == null && barred instanceof StackOverflowError) {
            // the batch around has more of the stack
            batch.interruptedBy = barred;
            batch.around.postpone(batch);
        } else {
            fail(batch, barred);
        }
    }

    private void leave(@Nullable CallBatch around) {
        if (around == null) {
            innermost.remove();
        } else {
            innermost.set(around);
        }
    }

    private void makeEach(CallBatch batch) {
        Thread thread = Thread.currentThread();
        ClassLoader original = thread.getContextClassLoader();
        boolean interruptedBefore = thread.isInterrupted();
        boolean interrupted = false;
        try {
            int status = services.status();
            for (; !batch.isMade(); batch.next()) {
                thread.setContextClassLoader(batch.loader);
                make(batch.current(), batch, status);
                // it is the business of the thread, not of the next call
                interrupted |= !interruptedBefore && Thread.interrupted();
                for (CallBatch inner = batch.takePostponed(); inner != null; inner = batch.takePostponed()) {
                    make(inner);
                }
            }
        } finally {
            thread.setContextClassLoader(original);
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private void make(Callback<?> call, CallBatch batch, int status) {
        Object event = FlightRecorder.begin();
        Throwable failure = batch.begun ? batch.interruptedBy : attempt(call, batch, status);
        FlightRecorder.end(event, call, failure == null ? "called" : "failed", batch.transaction);
        if (failure != null) {
            failed(batch, call, failure, status);
        } else if (batch.logged && batch.transaction != null) {
            Message.CALLED.log(call, batch.transaction);
        }
    }

    /** The container has not let the calls begin: those that were not made have failed. */
    private void fail(CallBatch batch, Throwable barred) {
        for (; !batch.isMade(); batch.next()) {
            failed(batch, batch.current(), barred, Status.STATUS_UNKNOWN);
        }
    }

    private void failed(CallBatch batch, Callback<?> call, Throwable failure, int status) {
        if (batch.thrown != null) {
            batch.thrown[0] = failure;
            return;
        }
        AfterCommitFailure event = new AfterCommitFailure(DeferredCall.nameOf(call), failure);
        Message.CALL_FAILED.logThrown(failure, event.call(), batch.transaction);
        Callback<RuntimeException> report = () -> beanManager.getEvent().select(AfterCommitFailure.class).fire(event);
        Throwable ofObserver = attempt(report, batch, status);
        if (ofObserver != null) {
            Message.OBSERVER_FAILED.logThrown(ofObserver, event.call());
        }
    }

    /**
     * Lets out neither what the work throws nor a transaction that it has begun and not completed: that is rolled back,
     * as EJB containers do it, before the next call or the committer can join it.
     *
     * @param status the status with which the work starts, or UNKNOWN
     * @return why the work has failed, or null if it has not
     */
    private @Nullable Throwable attempt(Callback<?> work, CallBatch batch, int status) {
        Throwable failure = null;
        batch.begun = true;
        try {
            work.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        try {
            if (status != Status.STATUS_UNKNOWN && services.status() != status) {
                failure = join(failure, Message.TRANSACTION_LEFT_OPEN.refusal());
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

    /** What a callback of this type has thrown is of that type, or unchecked. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
