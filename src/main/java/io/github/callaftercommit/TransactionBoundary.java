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

    private final @Nullable TransactionBoundary outer = INNERMOST.get();
    private @Nullable Object transaction;
    private @Nullable Throwable thrownByBody;
    private final List<Batch> released = new ArrayList<>(0);

    private TransactionBoundary() {
    }

    /** Just outside the transactional interceptor, before it is called. */
    static TransactionBoundary enter() {
        TransactionBoundary boundary = new TransactionBoundary();
        INNERMOST.set(boundary);
        return boundary;
    }

    /** Just inside the transactional interceptor, which now completes the transaction if it has begun it. */
    static void bodyReturned(@Nullable Object transaction, @Nullable Throwable thrown) {
        TransactionBoundary boundary = INNERMOST.get();
        if (boundary != null) {
            boundary.transaction = transaction;
            boundary.thrownByBody = thrown;
        }
    }

    /** @return whether the innermost boundary is completing this very transaction, and will call the batch */
    static boolean take(Batch batch, @Nullable Object transaction) {
        TransactionBoundary boundary = INNERMOST.get();
        if (boundary == null || transaction == null || !Objects.equals(boundary.transaction, transaction)) {
            return false;
        }
        boundary.released.add(batch);
        return true;
    }

    /** Just outside the transactional interceptor, after it has returned or thrown. What it throws of its own is a commit that failed, whatever the synchronizations were told. */
    void leave(@Nullable Throwable thrown) {
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        for (Batch batch : released) {
            if (thrown == null || thrown == thrownByBody) {
                batch.callAtBoundary();
            } else {
                batch.dropUncertain(thrown);
            }
        }
    }
}
