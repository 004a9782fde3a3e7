// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Transactions that use up the pool of twenty connections before the first of them commits; in each way. */
@Singleton
@Path("scenario/concurrent")
public class ConcurrentResource {

    private final Map<String, CountDownLatch> poolsUsedUp = new ConcurrentHashMap<>();

    @Inject
    Later later;

    @Inject
    Entries entries;

    @GET
    @Transactional
    public String write(@QueryParam("id") String id, @QueryParam("by") Later.Way way) throws InterruptedException {
        CountDownLatch poolUsedUp = poolsUsedUp.computeIfAbsent(id.substring(0, id.indexOf('-')),
                first -> new CountDownLatch(20));
        entries.insertIntoWide(id + "-outer");
        later.run(way, () -> entries.insertIntoWide(id + "-inner"));
        poolUsedUp.countDown();
        if (!poolUsedUp.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The pool was not used up");
        }
        return "";
    }
}
