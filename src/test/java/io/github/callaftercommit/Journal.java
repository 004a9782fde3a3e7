// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.callaftercommit.AfterCommitService.Callback;
import io.github.callaftercommit.internal.Internals;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Records what was called: in which order, on which thread, and in which transaction. */
class Journal {

    record Entry(String what, Thread thread, int transactionStatus, ClassLoader contextClassLoader) {}

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final TransactionSynchronizationRegistry registry;

    Journal(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    void note(String what) {
        entries.add(new Entry(what, Thread.currentThread(), registry.getTransactionStatus(),
                Thread.currentThread().getContextClassLoader()));
    }

    Callback<RuntimeException> noting(String what) {
        return () -> note(what);
    }

    /** Notes, then throws. */
    Callback<RuntimeException> failing(String what, Throwable failure) {
        return () -> {
            note(what);
            throw Internals.unchecked(failure);
        };
    }

    int status() {
        return registry.getTransactionStatus();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    List<String> noted() {
        return entries.stream().map(Entry::what).toList();
    }
}
