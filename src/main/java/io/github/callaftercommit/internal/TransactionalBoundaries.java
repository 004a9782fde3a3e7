// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code @Transactional} calls on each thread, seen from just outside and just inside the transactional
 * interceptor; they nest.
 *
 * <p>A boundary is the best place for the calls of the transaction that it completes: commit() has returned, so that
 * the commit is certain, and the connections are back in their pool. It is believed only while it completes the
 * transaction: a body may leave that to somebody else. And it may see several transactions, one after the other, where
 * another interceptor proceeds more than once.
 */
final class TransactionalBoundaries {

    static final class Boundary {

        private final @Nullable Boundary outer;
        private final @Nullable Object transactionOutside;
        private @Nullable Object transactionBegun;
        private @Nullable Throwable thrownByBody;
        private boolean completing;
        private @Nullable TransactionCalls found;
        private @Nullable TransactionCalls kept;

        Boundary(@Nullable Boundary outer, @Nullable Object transactionOutside) {
            this.outer = outer;
            this.transactionOutside = transactionOutside;
        }

        /** Just inside the transactional interceptor, which now completes the transaction if it has begun it. */
        void bodyReturned(@Nullable Throwable thrown) {
            thrownByBody = thrown;
            completing = true;
        }

        /** Ends the calls of the transaction that has committed here, if there are any. */
        private void settle(@Nullable Throwable thrown) {
            TransactionCalls calls = kept;
            if (calls == null) {
                return;
            }
            Throwable evidence = evidence(thrown);
            if (evidence == null) {
                calls.make();
            } else {
                calls.dropUncertain(evidence);
            }
            kept = null;
        }

        /**
         * Returns what speaks against the commit in what was thrown, or null: only what a transaction manager throws
         * for a commit that failed, and the body has not thrown itself. Other interceptors may throw what they like,
         * and a resume of the outer transaction that fails (InvalidTransactionException) says nothing about this one.
         */
        private @Nullable Throwable evidence(@Nullable Throwable thrown) {
            if (thrown == null) {
                return null;
            }
            Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Throwable own = thrownByBody; own != null && seen.add(own); own = own.getCause()) {
                // known by now
            }
            for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
                if (cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException
                        || cause instanceof RollbackException || cause instanceof SystemException) {
                    return cause;
                }
            }
            return null;
        }
    }

    private final ThreadLocal<@Nullable Boundary> innermost = new ThreadLocal<>();

    @Nullable
    Boundary innermost() {
        return innermost.get();
    }

    /** Just outside the transactional interceptor, before it is called. */
    Boundary enter(@Nullable Object transaction) {
        Boundary boundary = new Boundary(innermost.get(), transaction);
        innermost.set(boundary);
        return boundary;
    }

    /**
     * Just inside the transactional interceptor, which has begun this transaction unless it was there before; an
     * earlier one of this boundary has ended.
     */
    @Nullable
    Boundary bodyStarts(@Nullable Object transaction) {
        Boundary boundary = innermost.get();
        if (boundary != null) {
            boundary.settle(null);
            boundary.completing = false;
            boundary.thrownByBody = null;
            boundary.transactionBegun = Objects.equals(transaction, boundary.transactionOutside) ? null : transaction;
        }
        return boundary;
    }

    /** @return whether the transaction of the calls is being completed here, so that they are made when it is left */
    boolean keep(TransactionCalls calls) {
        Boundary boundary = innermost.get();
        while (boundary != null && !calls.transaction().equals(boundary.transactionBegun)) {
            boundary = boundary.outer;
        }
        if (boundary == null || !boundary.completing) {
            return false;
        }
        boundary.kept = calls;
        return true;
    }

    /**
     * Returns the calls of the transaction, or null: without one those of the transaction that has just committed here,
     * until they are made. The innermost boundary remembers what was found: a third of what a call costs.
     */
    @Nullable
    TransactionCalls find(@Nullable Object transaction, Map<Object, TransactionCalls> all) {
        Boundary boundary = innermost.get();
        if (boundary == null || transaction == null) {
            return transaction != null ? all.get(transaction) : boundary == null ? null : boundary.kept;
        }
        TransactionCalls found = boundary.found;
        if (found == null || !found.transaction().equals(transaction)) {
            found = all.get(transaction);
            boundary.found = found;
        }
        return found;
    }

    /** Just outside the transactional interceptor, after it has returned or thrown. */
    void leave(Boundary boundary, @Nullable Throwable thrown) {
        try {
            // there are others inside where the stack has ended before they were left
            for (Boundary left = innermost.get(); left != null && left != boundary.outer; left = left.outer) {
                left.settle(thrown);
            }
        } finally {
            if (boundary.outer == null) {
                innermost.remove();
            } else {
                innermost.set(boundary.outer);
            }
        }
    }

    /** Runs calls, so that what they call joins none that a boundary around them keeps. */
    void apart(Runnable calls) {
        Boundary boundary = enter(null);
        try {
            calls.run();
        } finally {
            leave(boundary, null);
        }
    }
}
