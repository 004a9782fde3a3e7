// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.it.app.concurrency;

import java.util.concurrent.CountDownLatch;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.it.app.Facts;
import io.github.callaftercommit.it.app.Witness;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Starts its thread only after the commit. */
@ApplicationScoped
public class AsynchronousBean {

    @Inject
    Witness witness;

    @CallAfterCommit
    @Asynchronous
    public void note(Facts facts, String id, Thread committer, CountDownLatch called) {
        facts.add("sameThread", Thread.currentThread() == committer);
        try {
            facts.add("seen", witness.sees(id));
        } catch (Exception failure) {
            facts.add("seen", failure);
        } finally {
            called.countDown();
        }
    }
}
