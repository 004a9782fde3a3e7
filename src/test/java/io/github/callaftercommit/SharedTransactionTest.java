// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import jakarta.transaction.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several threads may work in one transaction, where the application resumes it on each of them. */
class SharedTransactionTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Test
    void noCallOfSeveralThreadsInOneTransactionIsLost() throws Exception {
        int threads = 4;
        int calls = 2_000;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            stack.manager().begin();
            stack.afterCommit().call(() -> {});
            Transaction shared = stack.manager().suspend();
            List<Future<?>> done = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                done.add(workers.submit(() -> {
                    stack.manager().resume(shared);
                    for (int call = 0; call < calls; call++) {
                        stack.afterCommit().call(stack.journal().noting("called"));
                    }
                    return stack.manager().suspend();
                }));
            }
            for (Future<?> worker : done) {
                worker.get(30, TimeUnit.SECONDS);
            }
            stack.manager().resume(shared);
            stack.manager().commit();
        } finally {
            workers.shutdownNow();
        }

        assertThat(stack.journal().noted()).hasSize(threads * calls);
    }
}
