// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback that needs a connection never waits for the one that its own transaction held. */
class ConnectionPoolTest {

    @ApplicationScoped
    static class Asynchronous {

        @Transactional
        public CompletionStage<String> run(Work work, CompletionStage<String> end) throws Exception {
            work.run();
            return end;
        }
    }

    /** Half of what a callback would wait for a connection that its own thread holds. */
    private static final Duration NO_WAIT = Duration.ofMillis(2500);

    private static Stream<Arguments> transactionsAndWriters() {
        return Stream.of(false, true)
                .flatMap(xa -> Stream.of(Demarcated.values())
                        .flatMap(outer -> Stream.of(Demarcated.TRANSACTIONAL_REQUIRED, Demarcated.USER_TRANSACTION)
                                .map(inner -> Arguments.of(xa, outer, inner))));
    }

    private static Callback<RuntimeException> writing(EmbeddedStack stack, Demarcated inner, String text) {
        Transactions transactions = stack.transactions();
        return () -> {
            long start = System.nanoTime();
            try {
                inner.run(transactions, () -> stack.database().save(text));
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            stack.journal().note(taken.compareTo(NO_WAIT) < 0 ? "written" : "waited " + taken);
        };
    }

    @Nested
    class OfOne {

        @ParameterizedTest(name = "XA {0}, {1}, callback {2}")
        @MethodSource("io.github.callaftercommit.ConnectionPoolTest#transactionsAndWriters")
        void aCallbackWritesWhereTheConnectionWasTakenBeforeTheCall(boolean xa, Demarcated outer, Demarcated inner)
                throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().pool(1).xa(xa).start()) {
                outer.run(stack.transactions(), () -> {
                    stack.database().save("outer");
                    stack.afterCommit().call(writing(stack, inner, "callback"));
                });

                allIsWritten(stack, "callback", "outer");
            }
        }

        @ParameterizedTest(name = "XA {0}, {1}, callback {2}")
        @MethodSource("io.github.callaftercommit.ConnectionPoolTest#transactionsAndWriters")
        void aCallbackWritesWhereTheConnectionWasTakenAfterTheCall(boolean xa, Demarcated outer, Demarcated inner)
                throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().pool(1).xa(xa).start()) {
                outer.run(stack.transactions(), () -> {
                    stack.afterCommit().call(writing(stack, inner, "callback"));
                    stack.database().save("outer");
                });

                allIsWritten(stack, "callback", "outer");
            }
        }

        @ParameterizedTest
        @EnumSource
        void aCallbackMayUseTheConnectionWithoutATransaction(Demarcated outer) throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().pool(1).start()) {
                outer.run(stack.transactions(), () -> {
                    stack.database().save("outer");
                    stack.afterCommit().call(() -> stack.database().save("callback"));
                    stack.afterCommit().call(stack.journal().noting("written"));
                });

                allIsWritten(stack, "callback", "outer");
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void withoutATransactionManagerTheBoundaryIsAsGood(boolean xa) throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.transactionManager()).pool(1).xa(xa)
                    .start()) {
                stack.transactions().required(() -> {
                    stack.database().save("outer");
                    stack.afterCommit().call(writing(stack, Demarcated.TRANSACTIONAL_REQUIRED, "callback"));
                });

                allIsWritten(stack, "callback", "outer");
            }
        }

        /** The call comes while the connection of its transaction is not yet given back. */
        @ParameterizedTest(name = "XA {0}, {1}, callback {2}")
        @MethodSource("io.github.callaftercommit.ConnectionPoolTest#transactionsAndWriters")
        void aCallbackWritesWhereItIsAskedForWhileTheTransactionCompletes(boolean xa, Demarcated outer,
                Demarcated inner) throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().pool(1).xa(xa).start()) {
                outer.run(stack.transactions(), () -> {
                    stack.database().save("outer");
                    stack.afterCommit().call(() -> {});
                    stack.get(TransactionSynchronizationRegistry.class)
                            .registerInterposedSynchronization(new UserSynchronization(
                                    status -> stack.afterCommit().call(writing(stack, inner, "callback"))));
                });

                allIsWritten(stack, "callback", "outer");
            }
        }

        private void allIsWritten(EmbeddedStack stack, String... notes) {
            ConnectionPoolTest.allIsWritten(stack, notes);
            assertThat(stack.journal().entries().get(0).thread()).isSameAs(Thread.currentThread());
        }
    }

    /** A method may leave it to somebody else to complete the transaction that it has begun. */
    @Nested
    class OfOneWhereTheMethodDoesNotCompleteItsTransaction {

        private void call(EmbeddedStack stack) {
            stack.database().save("outer");
            stack.afterCommit().call(writing(stack, Demarcated.TRANSACTIONAL_REQUIRED, "callback"));
        }

        @ParameterizedTest(name = "XA {0}")
        @ValueSource(booleans = {false, true})
        void aCallbackWritesWhereAStageCompletesIt(boolean xa) throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of(Asynchronous.class).pool(1).xa(xa).start()) {
                CompletableFuture<String> stage = new CompletableFuture<>();
                stack.get(Asynchronous.class).run(() -> call(stack), stage);
                assertThat(stack.database().connectionsInUse()).isOne();
                stack.onAnotherThread(() -> stage.complete("done"));

                allIsWritten(stack, "callback", "outer");
            }
        }

        /** The container complains, because nothing is left for it to commit. */
        @ParameterizedTest(name = "XA {0}")
        @ValueSource(booleans = {false, true})
        void aCallbackWritesWhereTheBodyCommitsIt(boolean xa) throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().pool(1).xa(xa).start()) {
                assertThatThrownBy(() -> stack.transactions().required(() -> {
                    call(stack);
                    stack.manager().commit();
                    stack.journal().note("body goes on");
                })).isInstanceOf(RuntimeException.class);

                assertThat(stack.journal().noted()).containsExactly("written", "body goes on");
                assertThat(stack.database().notes()).containsExactly("callback", "outer");
                assertThat(stack.database().connectionsInUse()).isZero();
            }
        }

        @ParameterizedTest(name = "XA {0}")
        @ValueSource(booleans = {false, true})
        void aCallbackWritesWhereAnotherThreadCommitsIt(boolean xa) throws Exception {
            try (EmbeddedStack stack = EmbeddedStack.of().pool(1).xa(xa).start()) {
                catchThrowable(() -> stack.transactions().required(() -> {
                    call(stack);
                    Transaction transaction = stack.manager().suspend();
                    stack.onAnotherThread(() -> {
                        stack.manager().resume(transaction);
                        stack.manager().commit();
                    });
                }));

                allIsWritten(stack, "callback", "outer");
            }
        }
    }

    private static void allIsWritten(EmbeddedStack stack, String... notes) {
        assertThat(stack.logs().alarmsSinceStart()).isEmpty();
        assertThat(stack.journal().noted()).containsExactly("written");
        assertThat(stack.database().notes()).containsExactly(notes);
        assertThat(stack.database().connectionsInUse()).isZero();
    }

    @Nested
    class OfTwentyForTwentyThreads {

        private static final int THREADS = 20;
        private static final int ROUNDS = 5;

        /** Every thread holds its connection when all of them commit. */
        @ParameterizedTest(name = "XA {0}, {1}")
        @MethodSource("transactions")
        void nobodyWaits(boolean xa, Demarcated outer) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try (EmbeddedStack stack = EmbeddedStack.of().pool(THREADS).xa(xa).start()) {
                CyclicBarrier allHoldOne = new CyclicBarrier(THREADS);
                List<Callable<Void>> committers = new ArrayList<>();
                for (int committer = 0; committer < THREADS; committer++) {
                    String name = "committer " + committer;
                    committers.add(() -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            String text = name + " round " + round;
                            outer.run(stack.transactions(), () -> {
                                stack.database().save(text);
                                stack.afterCommit()
                                        .call(writing(stack, Demarcated.TRANSACTIONAL_REQUIRED, text + " callback"));
                                allHoldOne.await(30, TimeUnit.SECONDS);
                            });
                        }
                        return null;
                    });
                }
                for (Future<Void> committed : threads.invokeAll(committers, 50, TimeUnit.SECONDS)) {
                    committed.get();
                }

                assertThat(stack.logs().alarms()).isEmpty();
                assertThat(stack.journal().noted()).hasSize(THREADS * ROUNDS).containsOnly("written");
                assertThat(stack.database().notes()).hasSize(2 * THREADS * ROUNDS);
                assertThat(stack.database().connectionsInUse()).isZero();
            } finally {
                threads.shutdownNow();
            }
        }

        private static Stream<Arguments> transactions() {
            return Stream.of(false, true)
                    .flatMap(xa -> Stream.of(Demarcated.TRANSACTIONAL_REQUIRED, Demarcated.USER_TRANSACTION)
                            .map(outer -> Arguments.of(xa, outer)));
        }
    }
}
