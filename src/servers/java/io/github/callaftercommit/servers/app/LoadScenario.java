// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.servers.app.Later.Way;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/**
 * More threads than the pool has connections, each with a callback that writes, half of them asked for before the
 * connection is taken; as many transactions as the pool has connections reach their commit together.
 */
@Named("load")
@ApplicationScoped
class LoadScenario implements Scenario {

    private static final int POOL = 20;

    @Inject
    Later later;

    @Inject
    TransactionalWork transactional;

    @Inject
    Store store;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        later.prepare();
        ExecutorService threads = Executors.newFixedThreadPool(script.number("threads", 30));
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        CountDownLatch poolIsEmpty = new CountDownLatch(POOL);
        List<Future<Long>> transactions = new ArrayList<>();
        for (int i = 0; i < script.number("transactions", 300); i++) {
            String id = script.id() + "-" + i;
            boolean writesFirst = i % 2 == 0;
            transactions.add(threads.submit(() -> {
                Thread.currentThread().setContextClassLoader(loader);
                return transaction(script, id, writesFirst, poolIsEmpty);
            }));
        }
        threads.shutdown();
        facts.add("ended", threads.awaitTermination(150, TimeUnit.SECONDS));
        int failed = 0;
        long longest = 0;
        for (Future<Long> transaction : transactions) {
            try {
                longest = Math.max(longest, transaction.get());
            } catch (ExecutionException failure) {
                failed++;
                facts.add("failed", failure.getCause());
            }
        }
        facts.add("failedTransactions", failed);
        facts.add("longestMillis", longest);
    }

    private long transaction(Script script, String id, boolean writesFirst, CountDownLatch poolIsEmpty)
            throws Exception {
        long start = System.nanoTime();
        transactional.required(() -> {
            if (writesFirst) {
                store.insert("wide", id + "-outer");
            }
            later.run(Way.valueOf(script.text("by")), () -> write(id));
            if (!writesFirst) {
                store.insert("wide", id + "-outer");
            }
            poolIsEmpty.countDown();
            poolIsEmpty.await(2, TimeUnit.SECONDS);
        });
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void write(String id) throws Exception {
        transactional.requiresNew(() -> store.insert("wide", id + "-inner"));
    }
}
