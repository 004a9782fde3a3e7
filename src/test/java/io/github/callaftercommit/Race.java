// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;

/** Two threads that begin at the same moment, as well as they can be made to. */
final class Race {

    private final TransactionManager manager;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CyclicBarrier start = new CyclicBarrier(2);

    Race(TransactionManager manager) {
        this.manager = manager;
    }

    /** Runs both at the same time, and waits for both: a deadlock fails. */
    void run(Work one, Work other) throws Exception {
        Future<?> first = threads.submit(() -> go(one));
        Future<?> second = threads.submit(() -> go(other));
        first.get(30, TimeUnit.SECONDS);
        second.get(30, TimeUnit.SECONDS);
    }

    private Void go(Work work) throws Exception {
        start.await(30, TimeUnit.SECONDS);
        work.run();
        return null;
    }

    /** Works in a transaction that other threads may work in, too. */
    void in(Transaction transaction, Work work) throws Exception {
        manager.resume(transaction);
        try {
            work.run();
        } finally {
            manager.suspend();
        }
    }

    /** Works in a transaction unless it has ended. */
    void inIfAlive(Transaction transaction, Work work) throws Exception {
        try {
            manager.resume(transaction);
        } catch (InvalidTransactionException ended) {
            return;
        }
        try {
            work.run();
        } finally {
            manager.suspend();
        }
    }

    void end() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A thread of the race still runs");
        }
    }
}
