// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.callaftercommit.internal.Internals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A callback that blocks keeps its committer waiting, and nobody else. */
class BlockingCallbackTest {

    private final CountDownLatch blocking = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService committer = Executors.newSingleThreadExecutor();

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @AfterEach
    void stop() {
        released.countDown();
        committer.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void itsCommitterAndTheNextCallWaitWhileOthersSeeTheDataAndCommit(Demarcated demarcated) throws Exception {
        Future<?> committed = commitBlocking(demarcated);

        assertThat(blocking.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stack.database().notes()).containsExactly("row");
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("of others");
            stack.afterCommit().call(stack.journal().noting("called for others"));
        });
        assertThat(committed).isNotDone();
        assertThat(stack.journal().noted()).containsExactly("called for others");

        released.countDown();
        committed.get(30, TimeUnit.SECONDS);
        assertThat(stack.journal().noted()).containsExactly("called for others", "released", "next",
                "committer goes on");
        assertThat(stack.database().notes()).containsExactly("of others", "row");
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheBlockingAndTheCommitStands(Demarcated demarcated) throws Exception {
        Future<?> committed = commitBlocking(demarcated);

        assertThat(blocking.await(30, TimeUnit.SECONDS)).isTrue();
        committer.shutdownNow();
        committed.get(30, TimeUnit.SECONDS);
        assertThat(stack.journal().noted()).containsExactly("next", "committer goes on");
        assertThat(stack.database().notes()).containsExactly("row");
        assertThat(stack.logs().records("CAC-008")).singleElement()
                .satisfies(record -> assertThat(record.getThrown()).isInstanceOf(InterruptedException.class));
    }

    private Future<?> commitBlocking(Demarcated demarcated) {
        return committer.submit(() -> {
            demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.afterCommit().call(this::block);
                stack.afterCommit().call(stack.journal().noting("next"));
            });
            stack.journal().note("committer goes on");
            return null;
        });
    }

    private void block() {
        blocking.countDown();
        try {
            assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw Internals.unchecked(stopped);
        }
        stack.journal().note("released");
    }
}
