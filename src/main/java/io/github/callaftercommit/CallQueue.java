// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one transaction, first in, first out, until its outcome is known.
 *
 * <p>The interposed synchronization learns the outcome, but while it completes, the connections of the transaction may still be checked out. At a boundary that does not matter. Elsewhere the queue
 * registers plain synchronizations too, which complete later: one with the first call, and others as late as the server allows. Whichever completes last releases the calls.
 */
final class CallQueue implements Synchronization {

    private final Synchronizations synchronizations;
    private final Completion completion;
    private final Object transaction;
    private final boolean atBoundary;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private List<Runnable> calls = new ArrayList<>();
    private @Nullable Set<Object> keys;
    private int outcome = Status.STATUS_ACTIVE;
    private int incomplete;

    /** @param atBoundary whether a {@link TransactionBoundary} on this thread will complete the transaction */
    CallQueue(Synchronizations synchronizations, Completion completion, Object transaction, boolean atBoundary) {
        this.synchronizations = synchronizations;
        this.completion = completion;
        this.transaction = transaction;
        this.atBoundary = atBoundary;
    }

    void register(TransactionSynchronizationRegistry registry) {
        count(1);
        registry.registerInterposedSynchronization(this);
        if (!atBoundary) {
            registerPlain(false);
        }
    }

    /** @return false where the outcome is already known */
    synchronized boolean add(Runnable callback, @Nullable Object key) {
        if (outcome != Status.STATUS_ACTIVE) {
            return false;
        }
        if (key == null || keys().add(key)) {
            calls.add(noted(callback, key));
        }
        return true;
    }

    synchronized int outcome() {
        return outcome;
    }

    synchronized List<String> names() {
        return calls.stream().map(DeferredCall::nameOf).toList();
    }

    /** Takes the first pending call, or returns null. */
    synchronized @Nullable Runnable poll() {
        if (calls.isEmpty()) {
            return null;
        }
        Runnable first = calls.remove(0);
        if (first instanceof DeferredCall.Noted noted && noted.key() != null) {
            keys().remove(noted.key());
        }
        return first;
    }

    /** Registers the late plain synchronization, for servers that complete in the order of registration. */
    @Override
    public void beforeCompletion() {
        // whatever escaped would roll the transaction back
        try {
            if (!atBoundary && registerPlain(true)) {
                // EclipseLink flushes in an interposed synchronization of its own: what the flush connects to is behind this one, and Payara and GlassFish release it last
                synchronizations.registerInterposed(new BehindOthers(this));
            }
        } catch (Throwable failure) {
            Messages.plainRefused(failure);
        }
    }

    @Override
    public void afterCompletion(int status) {
        // whatever escaped would reach the committer, or skip the container's own synchronizations
        try {
            complete(status);
        } catch (Throwable failure) {
            Messages.unexpected(failure);
        }
    }

    private void complete(int status) {
        List<Runnable> ready;
        synchronized (this) {
            if (outcome == Status.STATUS_ACTIVE || outcome == Status.STATUS_COMMITTED) {
                outcome = status;
            }
            incomplete--;
            if (outcome == Status.STATUS_COMMITTED && incomplete > 0 || calls.isEmpty()) {
                return;
            }
            ready = calls;
            calls = List.of();
            keys = null;
        }
        completion.complete(ready, loader, transaction, outcome);
    }

    private boolean registerPlain(boolean late) {
        count(1);
        boolean registered = false;
        try {
            registered = synchronizations.registerPlain(new Plain(this), late);
        } finally {
            if (!registered) {
                count(-1);
            }
        }
        return registered;
    }

    private synchronized void count(int registered) {
        incomplete += registered;
    }

    private Set<Object> keys() {
        return keys == null ? keys = new HashSet<>() : keys;
    }

    /** Most calls are kept as they are, which costs a list append; only what must be noted costs an object. */
    private Runnable noted(Runnable callback, @Nullable Object key) {
        ClassLoader current = Thread.currentThread().getContextClassLoader();
        boolean recorded = FlightRecorder.isRecording();
        return current == loader && key == null && !recorded ? callback
                : new DeferredCall.Noted(callback, current, key, recorded ? System.nanoTime() : 0);
    }

    record BehindOthers(CallQueue queue) implements Synchronization {

        @Override
        public void beforeCompletion() {
            queue.registerPlain(true);
        }

        @Override
        public void afterCompletion(int status) {
            // the queue itself learns the outcome
        }
    }

    /** No record: they would be equal, and a server that keeps a set would lose one of them. */
    private static final class Plain implements Synchronization {

        private final CallQueue queue;

        Plain(CallQueue queue) {
            this.queue = queue;
        }

        @Override
        public void beforeCompletion() {
            // it is there for its completion alone
        }

        @Override
        public void afterCompletion(int status) {
            queue.afterCompletion(status);
        }
    }
}
