// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The container suspends the transaction around the calls. Its interceptor may keep what it has to restore in a field,
 * as that of Payara and GlassFish does, so that no two batches of calls may go through one instance at the same time.
 */
class SuspensionTest {

    private static final int LONG = 30;

    /** What the interceptors have seen. */
    @Singleton
    static class Seen {

        final AtomicInteger instances = new AtomicInteger();
        final AtomicInteger usedTwiceAtOnce = new AtomicInteger();
        final Queue<WeakReference<Object>> all = new ConcurrentLinkedQueue<>();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 202)
    static class Remembering {

        private final AtomicInteger users = new AtomicInteger();
        private boolean known;

        @Inject
        Seen seen;

        @AroundInvoke
        Object remember(InvocationContext invocation) throws Exception {
            if (users.getAndIncrement() > 0) {
                seen.usedTwiceAtOnce.incrementAndGet();
            }
            if (!known) {
                known = true;
                seen.instances.incrementAndGet();
                seen.all.add(new WeakReference<>(this));
            }
            try {
                return invocation.proceed();
            } finally {
                users.decrementAndGet();
            }
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Seen.class, Remembering.class);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    private void atTheSameTime(int batches, Demarcated demarcated) throws Exception {
        CountDownLatch allAreMade = new CountDownLatch(batches);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            done.add(threads.submit(() -> {
                demarcated.run(stack.transactions(), () -> stack.afterCommit().call(() -> {
                    allAreMade.countDown();
                    if (!await(allAreMade)) {
                        throw new IllegalStateException("the others do not come");
                    }
                }));
                return null;
            }));
        }
        for (Future<?> batch : done) {
            batch.get(LONG, TimeUnit.SECONDS);
        }
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(LONG, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noInstanceIsUsedByTwoThreadsAtOnce(Demarcated demarcated) throws Exception {
        atTheSameTime(8, demarcated);
        atTheSameTime(8, demarcated);

        assertThat(stack.get(Seen.class).usedTwiceAtOnce).hasValue(0);
        assertThat(stack.get(Seen.class).instances).hasValue(8);
    }

    @ParameterizedTest
    @EnumSource
    void noInstanceIsUsedByACallWithinACall(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> stack.afterCommit().call(() -> {
            within(demarcated, () -> stack.afterCommit().call(stack.journal()::note, "within"));
            stack.journal().note("goes on");
        }));

        assertThat(stack.journal().noted()).containsExactly("within", "goes on");
        assertThat(stack.get(Seen.class).usedTwiceAtOnce).hasValue(0);
        assertThat(stack.get(Seen.class).instances).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource
    void batchesThatFollowEachOtherUseTheSameInstance(Demarcated demarcated) throws Exception {
        for (int batch = 0; batch < 20; batch++) {
            demarcated.run(stack.transactions(), () -> stack.afterCommit().call(() -> {}));
        }

        assertThat(stack.get(Seen.class).instances).hasValue(1);
    }

    /** A burst needs many at once, and hardly any of them afterwards. */
    @Test
    void afterABurstAFewAreKept() throws Exception {
        atTheSameTime(300, Demarcated.USER_TRANSACTION);

        Seen seen = stack.get(Seen.class);
        assertThat(seen.instances).hasValue(300);
        Awaitility.await("instances that are kept").atMost(Duration.ofSeconds(LONG)).untilAsserted(() -> {
            System.gc();
            assertThat(seen.all.stream().filter(instance -> instance.get() != null)).hasSizeBetween(1, 100);
        });
    }

    private void within(Demarcated demarcated, Work work) {
        try {
            demarcated.run(stack.transactions(), work);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
