// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import io.github.callaftercommit.AfterCommitService;

/** The bytes that a million calls keep until their commit, beyond the callback itself, which is one and the same. */
final class Kept {

    private Kept() {}

    static double perCall() {
        try (Container.WithLibrary container = new Container.WithLibrary()) {
            AfterCommitService afterCommit = container.bean(AfterCommitService.class);
            Callback callback = new Callback();
            long[] used = new long[2];
            container.business.inTransaction(() -> {
                afterCommit.call(callback);
                used[0] = used();
                for (int i = 1; i < Way.MILLION; i++) {
                    afterCommit.call(callback);
                }
                used[1] = used();
            });
            callback.wasCalled(Way.MILLION);
            return (used[1] - used[0]) / (double) Way.MILLION;
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
