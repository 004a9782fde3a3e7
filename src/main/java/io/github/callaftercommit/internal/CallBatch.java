// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.List;

import io.github.callaftercommit.AfterCommitService.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are being made on this thread. Batches nest where a callback commits a transaction of its own with calls:
 * down to a depth that no stack is too small for; what is deeper is made when the call around it has ended.
 */
final class CallBatch {

    private static final int DEEPEST = 16;

    final List<Callback<?>> calls;
    final @Nullable ClassLoader loader;
    final @Nullable Object transaction;
    final @Nullable CallBatch around;
    final boolean logged = Message.isDebugLogged();

    /** Takes the failure, for a caller; where it is null failures are reported. */
    @Nullable
    Throwable @Nullable [] thrown;

    /** Whether the current call has begun, so that it must not be made again. */
    boolean begun;

    @Nullable
    Throwable interruptedBy;

    private final int depth;
    private int made;
    private @Nullable CallBatch firstPostponed;
    private @Nullable CallBatch lastPostponed;
    private @Nullable CallBatch behind;

    CallBatch(List<Callback<?>> calls, @Nullable ClassLoader loader, @Nullable Object transaction,
            @Nullable CallBatch around) {
        this.calls = calls;
        this.loader = loader;
        this.transaction = transaction;
        this.around = around;
        depth = around == null ? 0 : around.depth + 1;
    }

    boolean isTooDeep() {
        return depth > DEEPEST;
    }

    boolean isMade() {
        return made == calls.size();
    }

    Callback<?> current() {
        return calls.get(made);
    }

    void next() {
        made++;
        begun = false;
    }

    /** Keeps calls until the current one has ended. No collection does it: the stack may be about to end. */
    void postpone(CallBatch later) {
        CallBatch keeper = this;
        while (keeper.around != null && keeper.isTooDeep()) {
            keeper = keeper.around;
        }
        if (keeper.lastPostponed == null) {
            keeper.firstPostponed = later;
        } else {
            keeper.lastPostponed.behind = later;
        }
        keeper.lastPostponed = later;
    }

    @Nullable
    CallBatch takePostponed() {
        CallBatch first = firstPostponed;
        if (first != null) {
            firstPostponed = first.behind;
            first.behind = null;
            lastPostponed = firstPostponed == null ? null : lastPostponed;
        }
        return first;
    }
}
