// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** First in, first out, whatever the calls are. */
class OrderTest {

    @ApplicationScoped
    static class Notes {

        @Inject
        Journal journal;

        @CallAfterCommit
        void annotated(String text) {
            journal.note(text);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Notes.class);

    @ParameterizedTest
    @EnumSource
    void annotatedMethodsAndCallbacksAreMixedInTheOrderOfTheCalls(Demarcated demarcated) throws Exception {
        Notes notes = stack.get(Notes.class);
        AfterCommitService afterCommit = stack.afterCommit();
        demarcated.run(stack.transactions(), () -> {
            notes.annotated("1");
            afterCommit.call(stack.journal().noting("2"));
            afterCommit.call(notes::annotated, "3");
            notes.annotated("4");
            afterCommit.call(Journal::note, stack.journal(), "5");
            stack.afterCommit().callOnce("key", stack.journal().noting("6"));
            notes.annotated("7");
        });

        assertThat(stack.journal().noted()).containsExactly("1", "2", "3", "4", "5", "6", "7");
    }

    @ParameterizedTest
    @EnumSource
    void callsWithinCallbacksAreMadeInPlace(Demarcated demarcated) throws Exception {
        Notes notes = stack.get(Notes.class);
        demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(() -> {
                stack.journal().note("1");
                notes.annotated("1a");
                stack.journal().note("1 ends");
            });
            stack.afterCommit().call(() -> {
                stack.journal().note("2");
                stack.afterCommit().call(() -> notes.annotated("2a"));
            });
        });

        assertThat(stack.journal().noted()).containsExactly("1", "1a", "1 ends", "2", "2a");
    }

    @ParameterizedTest
    @EnumSource
    void aCallInTheTransactionOfACallbackWaitsForThatOne(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(() -> {
                stack.journal().note("1");
                within(demarcated, () -> {
                    stack.afterCommit().call(stack.journal().noting("1a"));
                    stack.journal().note("1 still in its transaction");
                });
                stack.journal().note("1 ends");
            });
            stack.afterCommit().call(stack.journal().noting("2"));
        });

        assertThat(stack.journal().noted()).containsExactly("1", "1 still in its transaction", "1a", "1 ends", "2");
    }

    /** Somebody's afterCompletion, while the calls of the transaction still wait to be made. */
    @Nested
    class WhileTheTransactionCompletes {

        private static Stream<Arguments> ways() {
            return Stream.of(Demarcated.values()).flatMap(demarcated -> Stream.of(true, false).flatMap(
                    interposed -> Stream.of(true, false).map(before -> Arguments.of(demarcated, interposed, before))));
        }

        private void calling(Demarcated demarcated, boolean interposed, boolean before, Runnable late)
                throws Exception {
            Synchronization user = new UserSynchronization(status -> late.run());
            demarcated.run(stack.transactions(), () -> {
                if (before) {
                    register(user, interposed);
                }
                stack.afterCommit().callOnce("key", stack.journal().noting("1"));
                if (!before) {
                    register(user, interposed);
                }
                stack.afterCommit().call(stack.journal().noting("2"));
            });
            assertThat(stack.journal().entries()).extracting(Journal.Entry::transactionStatus)
                    .containsOnly(Status.STATUS_NO_TRANSACTION);
        }

        private void register(Synchronization user, boolean interposed) throws Exception {
            if (interposed) {
                stack.get(TransactionSynchronizationRegistry.class).registerInterposedSynchronization(user);
            } else {
                stack.manager().getTransaction().registerSynchronization(user);
            }
        }

        @ParameterizedTest(name = "{0}, interposed {1}, registered before the first call {2}")
        @MethodSource("ways")
        void aCallOvertakesNone(Demarcated demarcated, boolean interposed, boolean before) throws Exception {
            calling(demarcated, interposed, before, () -> {
                stack.afterCommit().call(stack.journal().noting("3"));
                stack.get(Notes.class).annotated("4");
            });

            assertThat(stack.journal().noted()).containsExactly("1", "2", "3", "4");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        /** Another transaction, which commits there with calls of its own. */
        @ParameterizedTest
        @MethodSource("ways")
        void whatAnotherTransactionsCallCallsIsMadeInPlace(Demarcated demarcated, boolean interposed, boolean before)
                throws Exception {
            calling(demarcated, interposed, before, () -> {
                Transaction completed = suspend();
                within(Demarcated.USER_TRANSACTION, () -> stack.afterCommit().call(() -> {
                    stack.journal().note("other");
                    stack.afterCommit().call(stack.journal().noting("in place"));
                    assertThatIllegalStateException()
                            .isThrownBy(() -> stack.afterCommit().requireTransaction().call(() -> {}));
                    stack.journal().note("other ends");
                }));
                resume(completed);
            });

            assertThat(stack.logs().alarms()).isEmpty();
            assertThat(stack.journal().noted()).containsSubsequence("other", "in place", "other ends")
                    .containsSubsequence("1", "2").hasSize(5);
        }

        @ParameterizedTest
        @EnumSource
        void aCallThatRequiresATransactionHasOne(Demarcated demarcated) throws Exception {
            calling(demarcated, true, true,
                    () -> stack.afterCommit().requireTransaction().call(stack.journal().noting("3")));

            assertThat(stack.journal().noted()).containsExactly("1", "2", "3");
        }

        @ParameterizedTest
        @EnumSource
        void aKeyThatIsPendingIsKnown(Demarcated demarcated) throws Exception {
            calling(demarcated, true, true, () -> stack.afterCommit().callOnce("key", stack.journal().noting("again")));

            assertThat(stack.journal().noted()).containsExactly("1", "2");
        }

        @ParameterizedTest
        @EnumSource
        void aFailureIsReportedAsThatOfAnyOther(Demarcated demarcated) throws Exception {
            calling(demarcated, true, true, () -> {
                stack.afterCommit().call(stack.journal().failing("3", new IllegalStateException("no")));
                stack.afterCommit().call(stack.journal().noting("4"));
            });

            assertThat(stack.journal().noted()).containsExactly("1", "2", "3", "4");
            assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-008");
        }
    }

    @Test
    void aHundredThousandCallsAreMadeInOrderWithoutSlowingDown() throws Exception {
        stack.logs().release();
        long few = bestTimeOfCalls(20_000);
        long many = bestTimeOfCalls(100_000);

        // five times the calls: linear is 5, quadratic is 25
        assertThat((double) many / few).isLessThan(15);
    }

    /** The best of a few: whatever else the machine does only ever adds to it. */
    private long bestTimeOfCalls(int calls) throws Exception {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            best = Math.min(best, timeOfCalls(calls));
        }
        return best;
    }

    private long timeOfCalls(int calls) throws Exception {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger outOfOrder = new AtomicInteger();
        AfterCommitService afterCommit = stack.afterCommit();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        stack.transactions().required(() -> {
            for (int call = 0; call < calls; call++) {
                int expected = call;
                afterCommit.call(() -> {
                    if (made.getAndIncrement() != expected) {
                        outOfOrder.incrementAndGet();
                    }
                });
            }
        });
        long time = threads.getCurrentThreadCpuTime() - start;
        assertThat(made).hasValue(calls);
        assertThat(outOfOrder).hasValue(0);
        return time;
    }

    private Transaction suspend() {
        try {
            return stack.manager().suspend();
        } catch (SystemException failure) {
            throw new AssertionError(failure);
        }
    }

    private void resume(Transaction transaction) {
        try {
            stack.manager().resume(transaction);
        } catch (InvalidTransactionException | SystemException failure) {
            throw new AssertionError(failure);
        }
    }

    private void within(Demarcated demarcated, Work work) {
        try {
            demarcated.run(stack.transactions(), work);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
