// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Work that the container itself starts, in a timer or for a message. */
public final class LaterWork {

    private record Kept(Work work, CountDownLatch end) {}

    private static final Map<String, Kept> KEPT = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> ENDS = new ConcurrentHashMap<>();

    private LaterWork() {}

    /** It ends when the work has returned and its transaction has completed; a timeout may complete it first. */
    static String keep(Work work) {
        String key = UUID.randomUUID().toString();
        CountDownLatch end = new CountDownLatch(2);
        KEPT.put(key, new Kept(work, end));
        ENDS.put(key, end);
        return key;
    }

    /** Runs the work once: a container that sees a rollback tries again. */
    public static void run(String key, TransactionSynchronizationRegistry registry) throws Exception {
        Kept kept = KEPT.remove(key);
        if (kept != null) {
            registry.registerInterposedSynchronization(new End(kept.end()));
            try {
                kept.work().run();
            } finally {
                kept.end().countDown();
            }
        }
    }

    static void awaitEnd(String key, int seconds) throws Exception {
        if (!ENDS.remove(key).await(seconds, TimeUnit.SECONDS)) {
            throw new TimeoutException("The container has not ended the work");
        }
    }

    private record End(CountDownLatch latch) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // only the end is waited for
        }

        @Override
        public void afterCompletion(int status) {
            latch.countDown();
        }
    }
}
