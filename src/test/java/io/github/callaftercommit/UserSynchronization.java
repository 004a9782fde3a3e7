// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.function.IntConsumer;

import jakarta.transaction.Synchronization;

/** A synchronization of the user that does something before or after the completion. */
record UserSynchronization(Work before, IntConsumer after) implements Synchronization {

    UserSynchronization(IntConsumer after) {
        this(() -> {}, after);
    }

    static UserSynchronization before(Work before) {
        return new UserSynchronization(before, status -> {});
    }

    @Override
    public void beforeCompletion() {
        try {
            before.run();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void afterCompletion(int status) {
        after.accept(status);
    }
}
