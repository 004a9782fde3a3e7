// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

/** The bytes that a million calls keep until their commit, beyond the callback itself, which is one and the same. */
final class Kept {

    private Kept() {
    }

    static double perCall() {
        Container.WithLibrary container = new Container.WithLibrary();
        container.start();
        Callback callback = new Callback();
        long[] used = new long[2];
        container.business.inTransaction(() -> {
            container.afterCommit.call(callback);
            used[0] = used();
            for (int i = 1; i < Measurements.MILLION; i++) {
                container.afterCommit.call(callback);
            }
            used[1] = used();
        });
        callback.wasCalled(Measurements.MILLION);
        container.stop();
        return (used[1] - used[0]) / (double) Measurements.MILLION;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
