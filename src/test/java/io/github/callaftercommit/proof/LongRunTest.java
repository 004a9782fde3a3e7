// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Minutes of everything mixed on eight threads: the counts add up to the last call, and nothing is left. */
@Tag("proof")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LongRunTest {

    private static final int THREADS = 8;
    private static final int SAMPLES = 10;
    private static final Duration LENGTH = Duration
            .ofSeconds(Math.round(60 * Double.parseDouble(System.getProperty("proof.minutes", "0.2"))));

    private final LongAdder expected = new LongAdder();
    private final LongAdder called = new LongAdder();
    private final LongAdder never = new LongAdder();
    private final LongAdder expectedFailures = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder transactions = new LongAdder();
    private EmbeddedServer server;
    private Target target;

    @Test
    void everyCallIsAccountedForAndNothingGrows() throws Exception {
        Set<Thread> before;
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        List<Long> heap = new ArrayList<>();
        Set<?> aliveBefore = Set.copyOf(TransactionImple.getTransactions().keySet());
        try (EmbeddedServer started = new EmbeddedServer(Target.class)) {
            server = started;
            target = server.bean(Target.class);
            server.bean(EmbeddedServer.Reports.class).sendTo(failure -> failures.increment());
            // the reaper's thread starts with the first transaction, and keeps the class loader it has then
            target.required(() -> null);
            before = Thread.getAllStackTraces().keySet();
            for (int sample = 0; sample < SAMPLES; sample++) {
                URLClassLoader loader = new URLClassLoader(new URL[0], getClass().getClassLoader());
                loaders.add(new WeakReference<>(loader));
                work(loader, LENGTH.dividedBy(SAMPLES));
                loader.close();
                heap.add(usedHeap());
                System.out.println("sample " + sample + ": " + transactions + " transactions, " + called + " calls, "
                        + failures + " failed, heap " + heap.get(sample) / 1024 + " KB");
                assertThat(never.sum()).as("calls of transactions that did not commit").isZero();
                assertThat(called.sum()).as("calls").isEqualTo(expected.sum());
                assertThat(failures.sum()).as("failures").isEqualTo(expectedFailures.sum());
                assertThat(TransactionImple.getTransactions().keySet().stream()
                        .filter(transaction -> !aliveBefore.contains(transaction))).as("transactions alive").isEmpty();
            }
        }
        assertThat(heap.get(SAMPLES - 1)).as("heap after each sample: %s", heap)
                .isLessThan(heap.get(SAMPLES / 3) + 2_000_000);
        server = null;
        target = null;
        assertThat(loaders.subList(0, SAMPLES - 1)).as("class loaders left").allMatch(loader -> loader.get() == null);
        assertThat(Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread))
                .map(Thread::getName).filter(name -> !name.startsWith("ForkJoinPool.commonPool"))
                .collect(Collectors.toSet())).as("threads left").isEmpty();
    }

    /** The threads work with the class loader of an application that comes and goes. */
    private void work(ClassLoader loader, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                long seed = System.nanoTime() + i;
                workers.add(executor.submit(() -> {
                    Thread.currentThread().setContextClassLoader(loader);
                    Leftovers leftovers = new Leftovers(server);
                    SplittableRandom random = new SplittableRandom(seed);
                    while (System.nanoTime() < end) {
                        transaction(random);
                        transactions.increment();
                    }
                    leftovers.assertNoneOnThread();
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get(1, TimeUnit.HOURS);
            }
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void transaction(SplittableRandom random) throws Exception {
        int calls = random.nextInt(4);
        int kind = random.nextInt(20);
        if (kind < 10) {
            target.required(() -> calls(random, calls, true));
        } else if (kind < 13) {
            server.manager.begin();
            calls(random, calls, true);
            server.manager.commit();
        } else if (kind < 16) {
            server.manager.begin();
            calls(random, calls, false);
            server.manager.rollback();
        } else if (kind < 18) {
            target.required(() -> {
                calls(random, calls, true);
                target.requiresNew(() -> calls(random, calls, true));
                return null;
            });
        } else if (kind < 19) {
            target.required(() -> {
                calls(random, calls, false);
                server.registry.setRollbackOnly();
                return null;
            });
        } else {
            server.manager.begin();
            calls(random, calls, false);
            server.timeOut();
            calls(random, 1, false);
            server.manager.rollback();
        }
    }

    private Object calls(SplittableRandom random, int number, boolean commits) throws Exception {
        for (int i = 0; i < number; i++) {
            if (!commits) {
                server.afterCommit.call(never::increment);
                continue;
            }
            expected.increment();
            switch (random.nextInt(5)) {
                case 0 -> server.afterCommit.call(called::increment);
                case 1 -> target.annotated(called::increment);
                case 2 -> target.transactional(() -> {
                    expected.increment();
                    server.afterCommit.call(called::increment);
                    called.increment();
                });
                case 3 -> {
                    expectedFailures.increment();
                    server.afterCommit.call(() -> {
                        called.increment();
                        throw new Deliberate();
                    });
                }
                default -> server.afterCommit.callOnce(new Object(), called::increment);
            }
        }
        return null;
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
