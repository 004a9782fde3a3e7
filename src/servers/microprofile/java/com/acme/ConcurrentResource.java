// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.AfterCommitService;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Transactions that use up the pool of twenty connections before the first of them commits. */
@Singleton
@Path("scenario/concurrent")
public class ConcurrentResource {

    private final CountDownLatch poolUsedUp = new CountDownLatch(20);

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Entries entries;

    @GET
    @Transactional
    public String write(@QueryParam("id") String id) throws InterruptedException {
        entries.insertIntoWide(id + "-outer");
        afterCommit.call(() -> entries.insertIntoWide(id + "-inner"));
        poolUsedUp.countDown();
        if (!poolUsedUp.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The pool was not used up");
        }
        return "";
    }
}
