// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.AfterCommitService;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** A thread that Quarkus knows nothing of, and on which no request is active; the call needs a request-scoped bean. */
@Path("scenario/background")
public class BackgroundResource {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Demarcations demarcations;

    @Inject
    Newsletter newsletter;

    @Inject
    Journal journal;

    @GET
    public String commit(@QueryParam("outer") Demarcation outer) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            demarcations.run(outer, () -> {
                afterCommit.call(() -> newsletter.subscribe("ada"));
                journal.note("body returns");
            });
            return null;
        });
        new Thread(task).start();
        task.get(20, TimeUnit.SECONDS);
        return journal.take();
    }
}
