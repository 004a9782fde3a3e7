// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.internal.Internals;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thousand virtual threads at a time, each with a transaction of its own; on JDKs that have them (21 and later). */
class VirtualThreadsTest {

    private static final int THREADS = 1_000;

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void makeTheCallsOfTheirTransactionsThemselvesAndKeepNothing(Demarcated demarcated) throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "needs JDK 21");
        ConcurrentLinkedQueue<Boolean> made = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Object> left = new ConcurrentLinkedQueue<>();
        Transactions transactions = stack.transactions();
        AfterCommitService afterCommit = stack.afterCommit();
        Internals internals = new Internals(stack.container());
        List<Future<?>> threads = new ArrayList<>();
        // the loading of a class pins, once
        demarcated.run(transactions, () -> afterCommit.call(() -> {}));
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            // the recorder itself waits where it is given strings
            recording.disable("io.github.callaftercommit.Call");
            recording.start();
            ExecutorService executor = virtualThreads();
            for (int i = 0; i < THREADS; i++) {
                threads.add(executor.submit(() -> {
                    Thread own = Thread.currentThread();
                    demarcated.run(transactions, () -> afterCommit.call(() -> made.add(own == Thread.currentThread())));
                    left.addAll(java.util.stream.Stream.ofNullable(internals.innermostBoundary()).toList());
                    return null;
                }));
            }
            for (Future<?> thread : threads) {
                thread.get(1, TimeUnit.MINUTES);
            }
            executor.shutdown();
            recording.stop();
            recording.dump(folder.resolve("recording.jfr"));
        }

        assertThat(made).hasSize(THREADS).containsOnly(true);
        assertThat(left).isEmpty();
        assertThat(RecordingFile.readAllEvents(folder.resolve("recording.jfr"))).as("pinned by the library itself")
                .noneMatch(VirtualThreadsTest::isPinnedByTheLibrary);
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Somebody waits in a method of the library, and not in one of those that it calls. */
    private static boolean isPinnedByTheLibrary(RecordedEvent pinned) {
        return pinned.getEventType().getName().equals("jdk.VirtualThreadPinned") && pinned.getStackTrace() != null
                && pinned.getStackTrace().getFrames().stream()
                        .filter(frame -> !frame.getMethod().getType().getName().matches("(java|jdk)\\..*")).findFirst()
                        .filter(frame -> frame.getMethod().getType().getName()
                                .startsWith(Internals.class.getPackageName()))
                        .isPresent();
    }
}
