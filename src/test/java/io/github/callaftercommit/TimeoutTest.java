// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transaction manager gives a transaction up, on a thread of its own, while the business thread goes on. */
class TimeoutTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @BeforeEach
    void oneSecond() throws Exception {
        stack.manager().setTransactionTimeout(1);
    }

    @AfterEach
    void theDefault() throws Exception {
        stack.manager().setTransactionTimeout(0);
    }

    private void untilTheReaperHasRolledBack() {
        // nothing may be asked of the transaction in the meantime: the thread that does could help the reaper
        await().atMost(Duration.ofSeconds(30)).until(() -> stack.logs().messages("CAC-004").size() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void nothingRunsNeitherThereNorHereAndLaterCallsAreDropped(Demarcated demarcated) {
        assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(stack.journal().noting("before the timeout"));
            untilTheReaperHasRolledBack();
            assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_ROLLEDBACK);
            assertThatCode(() -> stack.afterCommit().call(stack.journal().noting("after the timeout")))
                    .doesNotThrowAnyException();
        })).isInstanceOfAny(RollbackException.class, IllegalStateException.class);

        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().messages("CAC-004")).hasSize(2)
                .allMatch(message -> message.contains("has rolled back"));
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @Test
    void aFirstCallAfterTheTimeoutIsDropped() throws Exception {
        CountDownLatch rolledBack = new CountDownLatch(1);
        stack.manager().begin();
        stack.manager().getTransaction().registerSynchronization(new jakarta.transaction.Synchronization() {
            @Override
            public void beforeCompletion() {
                // only the completion is of interest
            }

            @Override
            public void afterCompletion(int outcome) {
                rolledBack.countDown();
            }
        });
        assertThat(rolledBack.await(30, TimeUnit.SECONDS)).isTrue();
        stack.afterCommit().call(stack.journal().noting("dropped"));
        assertThatThrownBy(() -> stack.manager().commit()).isInstanceOf(RollbackException.class);

        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().messages("CAC-004")).hasSize(1);
    }

    /**
     * The queue may be completed by one thread while another one still adds: every call is dropped with a word, none is
     * made.
     */
    @Test
    void callsThatRaceWithTheTimeoutAreAllDropped() throws Exception {
        int made = 0;
        stack.manager().begin();
        try {
            do {
                stack.afterCommit().call(stack.journal().noting("raced"));
                made++;
            } while (stack.manager().getStatus() != Status.STATUS_ROLLEDBACK && made < 2_000_000);
        } finally {
            Transaction timedOut = stack.manager().suspend();
            assertThat(timedOut).isNotNull();
        }

        int all = made;
        // the status is seen before the reaper has completed the synchronizations
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(dropped()).isEqualTo(all));
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private int dropped() {
        return stack.logs().messages("CAC-004").stream().mapToInt(message -> Integer.parseInt(message.split(" ")[1]))
                .sum();
    }
}
