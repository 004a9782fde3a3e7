// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

import io.github.callaftercommit.PendingCalls;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one transaction, first in, first out.
 *
 * <p>An interposed synchronization learns the outcome, but while it completes, the connections of the transaction may
 * still be checked out. So there are plain ones too, which complete later: one is registered with the first call,
 * others as late as the server allows. Whichever completes last releases the calls: to the boundary that is completing
 * the transaction, or to be made there and then.
 */
final class TransactionCalls implements PendingCalls {

    /** Calls join while it is open: from the registration until the calls begin to be made, or are dropped. */
    private enum State {
        UNREGISTERED,
        OPEN,
        CLOSED
    }

    private enum Kind {
        INTERPOSED,
        BEHIND_OTHERS,
        PLAIN
    }

    /** Where the transactional interceptor of this thread completes the transaction. */
    interface Boundaries {

        boolean began(Object transaction);

        /** @return whether the transaction of the calls is being completed there, so that they are made there */
        boolean keep(TransactionCalls calls);
    }

    private interface Registrar {
        void register(Synchronization synchronization) throws Exception;
    }

    private static final int UNTOLD = -1;

    private final Object transaction;
    private final TransactionServices services;
    private final CallRunner runner;
    private final Boundaries boundaries;
    private final Map<Object, TransactionCalls> all;
    private final Object registration = new Object();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final boolean logged = Messages.isDebugLogged();
    private State state = State.UNREGISTERED;
    private List<Runnable> calls = new ArrayList<>();
    private int taken;
    private @Nullable Set<Object> keys;
    private @Nullable Transaction registeredWith;
    private @Nullable Executor context;
    private int incomplete;
    private int outcome = UNTOLD;

    /** @param all the calls of each transaction, which these leave when they are closed */
    TransactionCalls(
            Object transaction,
            TransactionServices services,
            CallRunner runner,
            Boundaries boundaries,
            Map<Object, TransactionCalls> all) {
        this.transaction = transaction;
        this.services = services;
        this.runner = runner;
        this.boundaries = boundaries;
        this.all = all;
    }

    Object transaction() {
        return transaction;
    }

    /** Registers with the current transaction, which is that of these calls: the first of several threads does it. */
    void register(TransactionSynchronizationRegistry registry) throws Exception {
        // a lock of its own: transaction managers hold theirs while they complete, and the registration needs it
        synchronized (registration) {
            if (!is(State.UNREGISTERED)) {
                return;
            }
            try {
                register(registry::registerInterposedSynchronization, Kind.INTERPOSED);
            } catch (Throwable refused) {
                all.remove(transaction, this);
                throw refused;
            }
            open();
            context = boundaries.began(transaction) ? null : services.callerContext();
            try {
                TransactionManager manager = services.manager();
                registeredWith = manager == null ? null : manager.getTransaction();
                registerPlain();
            } catch (Exception | Error refused) {
                Messages.plainRefused(refused);
            }
        }
    }

    /** @return false where the calls are not open */
    boolean add(Runnable callback, @Nullable Object once) {
        boolean first;
        synchronized (this) {
            if (state != State.OPEN) {
                return false;
            }
            first = once == null || keys().add(once);
            if (first) {
                calls.add(kept(callback, once));
            }
        }
        if (logged) {
            Messages.queued(callback, first, transaction);
        }
        return true;
    }

    /** Makes the calls of the transaction, which has committed. */
    void make() {
        runner.make(close(), loader, transaction);
    }

    /** Drops the calls: the transaction manager has reported a commit, and then thrown this. */
    void dropUncertain(Throwable thrown) {
        runner.dropUncertain(close(), thrown, transaction);
    }

    @Override
    public synchronized List<String> names() {
        return calls.subList(taken, calls.size()).stream()
                .map(DeferredCall::nameOf)
                .toList();
    }

    @Override
    public void callNow() {
        for (Runnable next = take(); next != null; next = take()) {
            runner.callNow(next, transaction);
        }
    }

    private synchronized @Nullable Runnable take() {
        if (taken == calls.size()) {
            return null;
        }
        Runnable first = calls.get(taken++);
        if (first instanceof DeferredCall.Kept kept && kept.once() != null) {
            keys().remove(kept.once());
        }
        return first;
    }

    /** Most calls are kept as they are, which costs a list append; only what must be remembered costs an object. */
    private Runnable kept(Runnable callback, @Nullable Object once) {
        ClassLoader current = Thread.currentThread().getContextClassLoader();
        boolean recorded = FlightRecorder.isRecording();
        return current == loader && once == null && !recorded
                ? callback
                : new DeferredCall.Kept(callback, current, once, recorded ? System.nanoTime() : 0);
    }

    private Set<Object> keys() {
        return keys == null ? keys = new HashSet<>() : keys;
    }

    private void registerPlain() throws Exception {
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
        // the thread that commits it may be in another transaction
        if (kind == Kind.INTERPOSED && registry != null && transaction.equals(registry.getTransactionKey())) {
            // EclipseLink flushes in an interposed synchronization of its own: what the flush connects to is behind
            // this one, and Payara and GlassFish release it last
            register(registry::registerInterposedSynchronization, Kind.BEHIND_OTHERS);
        }
    }

    /** It counts before it is registered: another thread may be completing the transaction, and may have passed it. */
    private void register(Registrar registrar, Kind kind) throws Exception {
        Registered registered = new Registered(kind);
        synchronized (this) {
            incomplete++;
        }
        try {
            registrar.register(registered);
            if (services.hasEnded()) {
                throw new IllegalStateException("the transaction has ended");
            }
        } catch (Throwable refused) {
            ended(registered, UNTOLD);
            throw refused;
        }
    }

    /** @param told the outcome, or UNTOLD where the synchronization is not waited for */
    private void ended(Registered registered, int told) {
        synchronized (this) {
            if (told != UNTOLD && (outcome == UNTOLD || outcome == Status.STATUS_COMMITTED)) {
                outcome = told;
            }
            incomplete -= registered.ended ? 0 : 1;
            registered.ended = true;
            if (outcome == UNTOLD || outcome == Status.STATUS_COMMITTED && incomplete > 0) {
                return;
            }
        }
        if (outcome != Status.STATUS_COMMITTED) {
            runner.drop(close(), outcome, transaction);
        } else if (!boundaries.keep(this)) {
            try {
                // Open Liberty has taken java:comp away from asynchronous methods and timers
                if (context != null) {
                    context.execute(this::make);
                }
            } finally {
                make();
            }
        }
    }

    private synchronized boolean is(State asked) {
        return state == asked;
    }

    private synchronized void open() {
        state = state == State.UNREGISTERED ? State.OPEN : state;
    }

    private synchronized List<Runnable> close() {
        List<Runnable> left = calls.subList(taken, calls.size());
        state = State.CLOSED;
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
                Messages.plainRefused(refused);
            }
        }

        @Override
        public void afterCompletion(int status) {
            try {
                ended(this, status);
            } catch (Throwable failure) {
                Messages.unexpected(failure);
            }
        }
    }
}
