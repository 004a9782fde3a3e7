// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * One {@code @Transactional} call on this thread, seen from just outside and just inside the transactional interceptor; boundaries nest.
 *
 * <p>The boundary is the best place for the calls of the transaction that it completes: commit() has returned, so that the commit is certain, and the connections of the transaction are back in
 * their pool.
 */
final class TransactionBoundary {

    private static final ThreadLocal<TransactionBoundary> INNERMOST = new ThreadLocal<>();

    private final @Nullable TransactionBoundary outer;
    private final @Nullable Object transactionOutside;
    private @Nullable Object transactionBegun;
    private @Nullable CallQueue queue;
    private @Nullable Throwable thrownByBody;
    private boolean completing;
    private List<Batch> released = List.of();

    private TransactionBoundary(@Nullable TransactionBoundary outer, @Nullable Object transactionOutside) {
        this.outer = outer;
        this.transactionOutside = transactionOutside;
    }

    static @Nullable TransactionBoundary innermost() {
        return INNERMOST.get();
    }

    /** Returns the boundary on this thread that has begun the transaction and will complete it, or null. */
    static @Nullable TransactionBoundary of(@Nullable Object transaction) {
        TransactionBoundary innermost = INNERMOST.get();
        return innermost == null ? null : innermost.thatBegan(transaction);
    }

    /** Returns this boundary or the one around it that has begun the transaction and will complete it, or null. */
    @Nullable TransactionBoundary thatBegan(@Nullable Object transaction) {
        TransactionBoundary boundary = transaction == null ? null : this;
        while (boundary != null && !Objects.equals(transaction, boundary.transactionBegun)) {
            boundary = boundary.outer;
        }
        return boundary;
    }

    /** Just outside the transactional interceptor, before it is called. */
    static TransactionBoundary enter(@Nullable Object transaction) {
        TransactionBoundary boundary = new TransactionBoundary(INNERMOST.get(), transaction);
        INNERMOST.set(boundary);
        return boundary;
    }

    /** Just inside the transactional interceptor, which has begun this transaction unless it was there before. */
    void bodyStarts(@Nullable Object transaction) {
        transactionBegun = Objects.equals(transaction, transactionOutside) ? null : transaction;
    }

    /** Just inside the transactional interceptor, which now completes the transaction if it has begun it. */
    void bodyReturned(@Nullable Throwable thrown) {
        thrownByBody = thrown;
        completing = true;
    }

    /** Returns the transaction that was begun here, once the body has started in one. */
    Object transaction() {
        return Objects.requireNonNull(transactionBegun);
    }

    /** Returns the queue of the transaction that was begun here, for as long as the body runs: it saves each call two looks into the registry. */
    @Nullable CallQueue queue() {
        return completing ? null : queue;
    }

    void keep(CallQueue queue) {
        this.queue = queue;
    }

    /** @return whether the transaction of the batch, which was begun here, is being completed here, so that this boundary will call it */
    boolean take(Batch batch) {
        if (completing) {
            if (released.isEmpty()) {
                released = new ArrayList<>(1);
            }
            released.add(batch);
        }
        return completing;
    }

    /** Just outside the transactional interceptor, after it has returned or thrown. What it throws of its own is a commit that failed, whatever the synchronizations were told. */
    void leave(@Nullable Throwable thrown) {
        INNERMOST.set(outer);
        for (Batch batch : released) {
            if (thrown == null || thrown == thrownByBody) {
                batch.callAtBoundary();
            } else {
                batch.dropUncertain(thrown);
            }
        }
    }
}
