// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.concurrent.CompletionStage;

import io.github.callaftercommit.AfterCommitService;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.context.ManagedExecutor;

/**
 * Quarkus commits the transaction of an asynchronous method when its stage completes, long after the method has
 * returned and on another thread.
 */
@Path("scenario/asynchronous")
public class AsynchronousResource {

    @ApplicationScoped
    static class AsynchronousWork {

        @Inject
        ManagedExecutor executor;

        @Transactional
        CompletionStage<Void> later(Runnable work) {
            return executor.runAsync(work);
        }
    }

    @Inject
    AfterCommitService afterCommit;

    @Inject
    AsynchronousWork asynchronous;

    @Inject
    Entries entries;

    @Inject
    Journal journal;

    @GET
    @Blocking
    public CompletionStage<String> commit(@QueryParam("id") String id) {
        return asynchronous.later(() -> {
            entries.insert(id + "-outer");
            afterCommit.call(() -> {
                entries.insert(id + "-inner");
                journal.noteCall("called, rows visible: " + entries.isVisible(id + "-outer") + ", "
                        + entries.isVisible(id + "-inner"));
            });
            journal.note("body returns");
        }).thenApply(ended -> journal.take());
    }
}
