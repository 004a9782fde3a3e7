// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

/**
 * What each peer is asked to call. It proves with every transaction that the peer defers: a peer that calls too early,
 * too late or not at all fails instead of looking fast.
 */
final class Callback implements Runnable {

    private int made;

    @Override
    public void run() {
        made++;
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
