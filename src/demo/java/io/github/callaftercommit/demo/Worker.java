// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Takes the ids of users from its queue, on a thread and a connection of its own, and looks them up. */
@ApplicationScoped
class Worker {

    private static final long PATIENCE_SECONDS = 30;

    private final ExecutorService queue = Executors.newSingleThreadExecutor();
    private final Map<Long, Boolean> found = new ConcurrentHashMap<>();

    @Inject
    Outside outside;

    void queue(long userId) {
        queue.execute(() -> found.put(userId, outside.exists(userId)));
    }

    /** Waits until everything that is in the queue now is done. */
    void awaitIdle() {
        try {
            queue.submit(() -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException("the worker is stuck", failure);
        }
    }

    /**
     * Returns the one answer since the last question: whether the worker found its user, or null where it was not
     * asked.
     */
    Boolean takeAnswer() {
        awaitIdle();
        Boolean answer = found.values().stream().findFirst().orElse(null);
        found.clear();
        return answer;
    }

    @PreDestroy
    void stop() {
        queue.shutdown();
    }
}
