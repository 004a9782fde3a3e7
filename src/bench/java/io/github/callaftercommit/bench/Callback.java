// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import io.github.callaftercommit.AfterCommitService;

/**
 * What each peer is asked to call. It proves with every transaction that the peer defers: a peer that calls too early,
 * too late or not at all fails instead of looking fast.
 */
@SuppressWarnings("serial") // it is never serialized
final class Callback implements Runnable, AfterCommitService.Callback<RuntimeException> {

    private int made;

    @Override
    public void run() {
        made++;
    }

    @Override
    public void call() {
        run();
    }

    void isPending() {
        expect(0);
    }

    void wasCalled(int times) {
        expect(times);
        made = 0;
    }

    private void expect(int times) {
        if (made != times) {
            throw new IllegalStateException("expected " + times + " calls, but there were " + made);
        }
    }
}
