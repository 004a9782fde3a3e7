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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import io.github.callaftercommit.internal.Internals;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
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
        ConcurrentLinkedQueue<Integer> made = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Object> left = new ConcurrentLinkedQueue<>();
        Transactions transactions = stack.transactions();
        AfterCommitService afterCommit = stack.afterCommit();
        Internals internals = new Internals(stack.container());
        List<Future<?>> threads = new ArrayList<>();
        // the loading of a class pins, once
        demarcated.run(transactions, () -> afterCommit.call(() -> {}));
        List<RecordedEvent> pinned = pinned(executor -> {
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                threads.add(executor.submit(() -> {
                    Thread own = Thread.currentThread();
                    demarcated.run(transactions, () -> {
                        afterCommit.call(() -> made.add(own == Thread.currentThread() ? number : -1));
                        assertThat(made.contains(number)).as("made before the commit").isFalse();
                    });
                    left.addAll(java.util.stream.Stream.ofNullable(internals.innermostBoundary()).toList());
                    return null;
                }));
            }
            for (Future<?> thread : threads) {
                thread.get(1, TimeUnit.MINUTES);
            }
        });

        assertThat(made).containsExactlyInAnyOrderElementsOf(IntStream.range(0, THREADS).boxed().toList());
        assertThat(left).isEmpty();
        assertThat(pinned).as("pinned by the library itself").noneMatch(event -> isPinnedBy(Internals.class, event));
    }

    /** So that the recording above is known to tell of what pins. */
    @Test
    void areSeenToBePinnedByACallbackThatDoes() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "needs JDK 21");
        Transactions transactions = stack.transactions();
        AfterCommitService afterCommit = stack.afterCommit();

        List<RecordedEvent> pinned = pinned(executor -> executor.submit(() -> {
            transactions.required(() -> afterCommit.call(Pinning::begin));
            return null;
        }).get(1, TimeUnit.MINUTES));

        assertThat(pinned).anyMatch(event -> isPinnedBy(Pinning.class, event));
    }

    /** A class that is being initialized has a native frame on the stack. */
    private static final class Pinning {

        static {
            LockSupport.parkNanos(50_000_000);
        }

        static void begin() {
            // the class is initialized
        }
    }

    private interface OnVirtualThreads {

        void run(ExecutorService executor) throws Exception;
    }

    private List<RecordedEvent> pinned(OnVirtualThreads work) throws Exception {
        Path file = folder.resolve("recording.jfr");
        ExecutorService executor = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
                .invoke(null);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            // the recorder itself waits where it is given strings
            recording.disable("io.github.callaftercommit.Call");
            recording.start();
            work.run(executor);
            executor.shutdown();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned")).toList();
    }

    /** Somebody waits in a method of that package or class, and not in one of those that it calls. */
    private static boolean isPinnedBy(Class<?> type, RecordedEvent pinned) {
        String name = type == Internals.class ? type.getPackageName() : type.getName();
        return pinned.getStackTrace() != null && pinned.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName()).filter(frame -> !frame.matches("(java|jdk)\\..*"))
                .findFirst().filter(frame -> frame.startsWith(name)).isPresent();
    }
}
