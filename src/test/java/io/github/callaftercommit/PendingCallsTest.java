// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test that rolls back can see, and call. */
class PendingCallsTest {

    @ApplicationScoped
    static class Mailer {

        @Inject
        Journal journal;

        @CallAfterCommit
        public void sendWelcome(long userId) {
            journal.note("welcome " + userId);
        }

        @CallAfterCommit
        public void send(String[] texts, List<String> more) {
            journal.note("sent");
        }
    }

    @SuppressWarnings("serial")
    static final class Named implements Callback<RuntimeException> {

        @Override
        public void call() {
            throw new AssertionError("never called");
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Mailer.class);

    private PendingCalls pending() {
        return stack.afterCommit().pending();
    }

    private void inATransactionThatRollsBack(Work work) throws Exception {
        stack.manager().begin();
        try {
            work.run();
        } finally {
            stack.manager().rollback();
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @EnumSource
        void areThoseOfTheCallsInOrder(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                assertThat(pending().names()).isEmpty();
                stack.get(Mailer.class).sendWelcome(42);
                stack.get(Mailer.class).send(new String[0], List.of());
                stack.afterCommit().call(stack.journal().noting("lambda"));
                stack.afterCommit().call(stack.journal()::note, "argument");
                stack.afterCommit().call((first, second) -> stack.journal().note(first + second), "first", "second");

                assertThat(pending().names()).containsExactly("Mailer.sendWelcome(long)", "Mailer.send(String[], List)",
                        "lambda in Journal.noting", "Journal.note(String)",
                        "lambda in Names.areThoseOfTheCallsInOrder");
            });
        }

        @Test
        void areTheClassOfACallback() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().callOnce("key", new Named());

                assertThat(pending().names()).containsExactly("io.github.callaftercommit.PendingCallsTest$Named");
            });
        }

        @Test
        void areASnapshotThatCannotBeChanged() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(stack.journal().noting("1"));
                List<String> before = pending().names();
                stack.afterCommit().call(stack.journal().noting("2"));

                assertThat(before).hasSize(1);
                assertThatThrownBy(() -> before.add("")).isInstanceOf(UnsupportedOperationException.class);
            });
        }

        @Test
        void areNoneWithoutATransactionAndInADoomedOne() throws Exception {
            assertThat(pending().names()).isEmpty();
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(stack.journal().noting("1"));
                stack.manager().setRollbackOnly();

                assertThat(pending().names()).isEmpty();
            });
        }

        @Test
        void areThoseOfTheCurrentTransactionAlone() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(stack.journal().noting("outer"));
                stack.transactions().requiresNew(() -> assertThat(pending().names()).isEmpty());
                stack.transactions().notSupported(() -> assertThat(pending().names()).isEmpty());

                assertThat(pending().names()).hasSize(1);
            });
        }

        @Test
        void areNoneInACallback() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(() -> stack.journal().note("pending " + pending().names()));
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().noted()).containsExactly("pending []", "next");
        }
    }

    @Nested
    class KeptFromTheTransaction {

        /** A callback cannot take back itself, or the next one: they are pending no more. */
        @ParameterizedTest
        @EnumSource
        void showNothingInACallbackAndCallNothing(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                PendingCalls[] kept = new PendingCalls[1];
                stack.afterCommit().callOnce("key", () -> {
                    stack.journal().note("pending " + kept[0].names());
                    kept[0].callNow();
                });
                stack.afterCommit().call(stack.journal().noting("next"));
                kept[0] = pending();
            });

            assertThat(stack.journal().noted()).containsExactly("pending []", "next");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void areThoseThatAreMadeLaterToo() throws Exception {
            inATransactionThatRollsBack(() -> {
                PendingCalls early = pending();
                stack.afterCommit().call(stack.journal().noting("called"));

                assertThat(early.names()).hasSize(1);
                early.callNow();
                assertThat(early.names()).isEmpty();
            });

            assertThat(stack.journal().noted()).containsExactly("called");
        }

        @Test
        void areCalledByHandOnlyWhereTheirTransactionIsCurrentAndCanCommit() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(stack.journal().noting("never"));
                PendingCalls kept = pending();
                stack.transactions().notSupported(kept::callNow);
                stack.transactions().requiresNew(kept::callNow);
                assertThat(kept.names()).hasSize(1);
                stack.manager().setRollbackOnly();
                assertThat(kept.names()).isEmpty();
                kept.callNow();
            });

            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void areThoseOfTheirTransactionOnAnotherThreadToo() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(stack.journal().noting("never"));
                PendingCalls kept = pending();

                assertThat(CompletableFuture.supplyAsync(kept::names).get()).hasSize(1).isEqualTo(kept.names());
            });
        }

        /** Also where somebody else is told of the outcome before the library is. */
        @ParameterizedTest(name = "commits: {0}")
        @ValueSource(booleans = {true, false})
        void areNoneOnceTheTransactionHasEnded(boolean commits) throws Exception {
            List<String> seen = new ArrayList<>();
            PendingCalls[] kept = new PendingCalls[1];
            UserSynchronization looking = new UserSynchronization(status -> {
                seen.addAll(kept[0].names());
                assertThatCode(() -> kept[0].callNow()).doesNotThrowAnyException();
            });
            Work body = () -> {
                stack.get(TransactionSynchronizationRegistry.class).registerInterposedSynchronization(looking);
                stack.afterCommit().call(stack.journal().noting("called"));
                stack.get(TransactionSynchronizationRegistry.class).registerInterposedSynchronization(looking);
                stack.manager().getTransaction().registerSynchronization(looking);
                kept[0] = pending();
            };
            if (commits) {
                stack.transactions().required(body);
            } else {
                inATransactionThatRollsBack(body);
            }

            assertThat(seen).isEmpty();
            assertThat(stack.journal().entries())
                    .allMatch(entry -> entry.transactionStatus() == Status.STATUS_NO_TRANSACTION)
                    .hasSize(commits ? 1 : 0);
        }

        @ParameterizedTest
        @EnumSource
        void areNotThoseOfACallbackOfATransactionInside(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.afterCommit().call(stack.journal().noting("first"));
                stack.afterCommit().call(stack.journal().noting("second"));
                PendingCalls kept = pending();
                stack.transactions().requiresNew(() -> stack.afterCommit().call(
                        () -> stack.journal().note("kept " + kept.names().size() + ", pending " + pending().names())));
            });

            assertThat(stack.journal().noted()).containsExactly("kept 2, pending []", "first", "second");
        }
    }

    @Nested
    class CallNow {

        @Test
        void makesThemInOrderEachOnceInsideTheTransaction() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.get(Mailer.class).sendWelcome(1);
                stack.afterCommit().call(stack.journal().noting("2"));
                pending().callNow();

                assertThat(pending().names()).isEmpty();
                pending().callNow();
            });

            assertThat(stack.journal().noted()).containsExactly("welcome 1", "2");
            assertThat(stack.journal().entries())
                    .allSatisfy(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_ACTIVE));
        }

        @Test
        void makesThoseThatTheyAdd() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(() -> stack.get(Mailer.class).sendWelcome(3));
                stack.afterCommit().call(stack.journal().noting("2"));
                pending().callNow();
            });

            assertThat(stack.journal().noted()).containsExactly("2", "welcome 3");
        }

        @Test
        void whatItHasMadeIsNotMadeAfterTheCommit() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(stack.journal().noting("now"));
                pending().callNow();
                stack.afterCommit().call(stack.journal().noting("later"));
            });

            assertThat(stack.journal().noted()).containsExactly("now", "later");
        }

        @Test
        void anExceptionReachesTheCallerAndLeavesTheRestPending() throws Exception {
            inATransactionThatRollsBack(() -> {
                stack.afterCommit().call(stack.journal().failing("fails", new IllegalArgumentException("refused")));
                stack.afterCommit().call(stack.journal().noting("next"));

                assertThatThrownBy(() -> pending().callNow()).isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("refused");
                assertThat(pending().names()).hasSize(1);
                pending().callNow();
            });

            assertThat(stack.journal().noted()).containsExactly("fails", "next");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void doesNothingWithoutATransaction() throws Exception {
            pending().callNow();

            assertThat(stack.journal().noted()).isEmpty();
        }

        /** Where each one costs a copy of the others, this takes minutes. */
        @Test
        @Timeout(60)
        void aMillionAreMadeInATimeThatGrowsWithTheirNumberAlone() throws Exception {
            stack.logs().release();
            AtomicInteger made = new AtomicInteger();
            inATransactionThatRollsBack(() -> {
                AfterCommitService afterCommit = stack.afterCommit();
                for (int call = 0; call < 1_000_000; call++) {
                    afterCommit.call(made::incrementAndGet);
                }
                pending().callNow();
                assertThat(pending().names()).isEmpty();
            });

            assertThat(made).hasValue(1_000_000);
        }
    }
}
