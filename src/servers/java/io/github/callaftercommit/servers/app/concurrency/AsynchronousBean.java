// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.concurrency;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;

/** Starts its thread only after the commit. */
@ApplicationScoped
public class AsynchronousBean {

    // tag::asynchronous
    @CallAfterCommit
    @Asynchronous
    public void export(Runnable work) {
        work.run(); // on a thread of the managed executor, started after the commit
    }
    // end::asynchronous
}
