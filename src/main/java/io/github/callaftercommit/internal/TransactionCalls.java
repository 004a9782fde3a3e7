// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

import io.github.callaftercommit.AfterCommitService.Callback;
import io.github.callaftercommit.internal.TransactionServices.ComponentContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one transaction, first in, first out. Calls join as long as these have not begun to be made.
 *
 * <p>An interposed synchronization learns the outcome, but while it completes, the connections of the transaction may
 * still be checked out. So there are plain ones too, which complete later: one is registered with the first call,
 * others as late as the server allows. Whichever completes last releases the calls: to the boundary that is completing
 * the transaction, or to be made there and then.
 */
final class TransactionCalls {

    private enum Kind {
        INTERPOSED, BEHIND_OTHERS, PLAIN
    }

    private interface Registrar {
        void register(Synchronization synchronization) throws Exception;
    }

    /** @param place where it stands among the calls; what was taken out of them is pending no more */
    private record Keyed(int place, Callback<?> callback) {}

    private static final int UNTOLD = -1;

    private final Object transaction;
    private final TransactionServices services;
    private final CallRunner runner;
    private final Predicate<TransactionCalls> boundary;
    private final Map<Object, TransactionCalls> all;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final boolean logged = Message.isDebugLogged();
    private final boolean stopped;
    private boolean open = true;
    private List<Callback<?>> calls = new ArrayList<>();
    private int taken;
    private @Nullable Map<Object, Keyed> keys;
    private @Nullable Transaction registeredWith;
    private @Nullable Executor component;
    private int incomplete;
    private int outcome = UNTOLD;

    /**
     * @param boundary takes the calls where it is completing their transaction, and tells whether it does
     * @param all the calls of each transaction, which these leave when they are closed
     */
    TransactionCalls(Object transaction, TransactionServices services, CallRunner runner,
            Predicate<TransactionCalls> boundary, Map<Object, TransactionCalls> all) {
        this.transaction = transaction;
        this.services = services;
        this.runner = runner;
        this.boundary = boundary;
        this.all = all;
        stopped = runner.isStopped();
    }

    Object transaction() {
        return transaction;
    }

    /** Registers with the current transaction, which is that of these calls, before anybody else knows them. */
    void register(TransactionSynchronizationRegistry registry) throws Exception {
        register(registry::registerInterposedSynchronization, Kind.INTERPOSED);
        try {
            registeredWith = services.currentTransaction();
            registerPlain();
        } catch (Exception | Error refused) {
            Message.SYNCHRONIZATION_REFUSED.log(refused);
        }
        if (services.hasEnded()) {
            // by another thread; Narayana accepts what comes too late, and never calls it
            throw new IllegalStateException("the transaction has ended");
        }
        if (services.isReadOnly()) {
            Message.READ_ONLY.log(transaction);
        }
    }

    /** @return false where the calls have begun to be made, or were dropped */
    boolean add(Callback<?> callback, @Nullable Object once) {
        Callback<?> first;
        synchronized (this) {
            if (!open) {
                return false;
            }
            first = once == null ? null : pending(once, callback);
            if (first == null) {
                calls.add(kept(callback));
            } else if (first instanceof DeferredCall.Collecting<?, ?> collecting) {
                collecting.join((DeferredCall.Collecting<?, ?>) callback);
            }
        }
        if (logged) {
            Message ignored = first instanceof DeferredCall.Collecting ? Message.COLLECTED : Message.IGNORED;
            (first == null ? Message.QUEUED : ignored).log(callback, transaction);
        }
        return true;
    }

    /** Makes the calls of the transaction, which has committed. */
    void make() {
        if (services.isHeuristic(registeredWith)) {
            runner.drop(close(), Status.STATUS_UNKNOWN, transaction);
        } else if (runner.isStopped() && !stopped) {
            runner.drop(close(), Message.APPLICATION_STOPPED, "the application has stopped", null, transaction);
        } else {
            runner.make(close(), loader, transaction);
        }
    }

    /** Drops the calls: the transaction manager has reported a commit, and then thrown this. */
    void dropUncertain(Throwable thrown) {
        runner.drop(close(), Message.COMMIT_THREW, thrown.getClass().getName(), thrown, transaction);
    }

    /**
     * Returns the names of those that are pending: none once the transaction can no longer commit, whoever knows it.
     */
    List<String> names() {
        return isRunning() ? pendingNames() : List.of();
    }

    private boolean isRunning() {
        try {
            return registeredWith == null || registeredWith.getStatus() == Status.STATUS_ACTIVE;
        } catch (SystemException unknown) {
            return false;
        }
    }

    private synchronized List<String> pendingNames() {
        return calls.subList(taken, calls.size()).stream().map(DeferredCall::nameOf).toList();
    }

    /** Takes the first one out, to be made in the transaction. */
    synchronized @Nullable Callback<?> take() {
        if (taken == calls.size()) {
            return null;
        }
        return calls.get(taken++);
    }

    /** Most calls are kept as they are, which costs a list append; only what must be remembered costs an object. */
    private Callback<?> kept(Callback<?> callback) {
        ClassLoader current = Thread.currentThread().getContextClassLoader();
        boolean recorded = FlightRecorder.isRecording();
        return current == loader && !recorded
                ? callback
                : new DeferredCall.Kept(callback, current, recorded ? System.nanoTime() : 0);
    }

    /** Returns the call with an equal key that is pending, or null: then this one will be. */
    private @Nullable Callback<?> pending(Object key, Callback<?> callback) {
        Map<Object, Keyed> known = keys == null ? keys = new HashMap<>() : keys;
        Keyed first = known.get(key);
        if (first != null && first.place() >= taken) {
            return first.callback();
        }
        known.put(key, new Keyed(calls.size(), callback));
        return null;
    }

    private void registerPlain() throws Exception {
        // with the transaction itself: the thread that completes it may be in another one
        if (registeredWith != null) {
            register(registeredWith::registerSynchronization, Kind.PLAIN);
        }
    }

    /** For servers that complete in the order of registration; Narayana refuses it, and needs none. */
    private void registerLate(Kind kind) throws Exception {
        if (kind == Kind.PLAIN || registeredWith == null || services.isNarayana(registeredWith)) {
            return;
        }
        registerPlain();
        TransactionSynchronizationRegistry registry = services.foundRegistry();
        if (kind == Kind.INTERPOSED && registry != null && transaction.equals(registry.getTransactionKey())) {
            // EclipseLink flushes in an interposed synchronization of its own: what the flush connects to is behind
            // this one, and Payara and GlassFish release it last
            register(registry::registerInterposedSynchronization, Kind.BEHIND_OTHERS);
        }
    }

    /** It counts before it is registered: another thread may be completing the transaction. */
    private void register(Registrar registrar, Kind kind) throws Exception {
        Registered registered = new Registered(kind);
        synchronized (this) {
            incomplete++;
        }
        try {
            registrar.register(registered);
        } catch (Throwable refused) {
            ended(registered, UNTOLD);
            throw refused;
        }
    }

    /** @param told the outcome, or UNTOLD where the synchronization was refused */
    private void ended(Registered registered, int told) {
        if (registered.kind == Kind.INTERPOSED && told == Status.STATUS_COMMITTED
                && ComponentContext.isNeeded(registeredWith) && !isKept()) {
            component = services.component.current();
        }
        int known;
        synchronized (this) {
            if (told != UNTOLD && (outcome == UNTOLD || outcome == Status.STATUS_COMMITTED)) {
                outcome = told;
            }
            incomplete -= registered.ended ? 0 : 1;
            registered.ended = true;
            known = outcome;
            if (known == UNTOLD || known == Status.STATUS_COMMITTED && incomplete > 0) {
                return;
            }
        }
        if (known != Status.STATUS_COMMITTED) {
            runner.drop(close(), known, transaction);
        } else if (!isKept()) {
            ComponentContext.run(component, this::make);
        }
    }

    /** Of two threads that call first at the same moment, both register, and only the calls of one are ever found. */
    private boolean isKept() {
        return !isEmpty() && boundary.test(this);
    }

    private synchronized boolean isEmpty() {
        return taken == calls.size();
    }

    private synchronized List<Callback<?>> close() {
        List<Callback<?>> left = calls.subList(taken, calls.size());
        open = false;
        calls = List.of();
        taken = 0;
        keys = null;
        all.remove(transaction, this);
        return left;
    }

    /** Nothing may escape: before the completion it would roll the transaction back, after it reach the committer. */
    private final class Registered implements Synchronization {

        private final Kind kind;
        private boolean ended;

        Registered(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void beforeCompletion() {
            try {
                registerLate(kind);
            } catch (Throwable refused) {
                Message.SYNCHRONIZATION_REFUSED.log(refused);
            }
        }

        @Override
        public void afterCompletion(int status) {
            try {
                ended(this, status);
            } catch (Throwable failure) {
                Message.UNEXPECTED.logThrown(failure);
            }
        }
    }
}
