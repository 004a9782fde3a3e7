// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Several threads may work in one transaction, where the application resumes it on each of them. */
class SharedTransactionTest {

    private static final int LONG = 20;

    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    @AfterEach
    void endWorkers() {
        workers.shutdownNow();
    }

    /** Starts the work in the transaction on a thread of its own. */
    private Future<?> in(Transaction transaction, Work work) {
        return workers.submit(() -> {
            manager.resume(transaction);
            try {
                work.run();
            } finally {
                manager.suspend();
            }
            return null;
        });
    }

    @Nested
    class ManyCalls {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        @Test
        void ofSeveralThreadsAreAllMade() throws Exception {
            int threads = 4;
            int calls = 2_000;
            manager.begin();
            stack.afterCommit().call(() -> {});
            Transaction shared = manager.suspend();
            List<Future<?>> done = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                done.add(in(shared, () -> {
                    for (int call = 0; call < calls; call++) {
                        stack.afterCommit().call(stack.journal().noting("called"));
                    }
                }));
            }
            for (Future<?> worker : done) {
                worker.get(LONG, TimeUnit.SECONDS);
            }
            manager.resume(shared);
            manager.commit();

            assertThat(stack.journal().noted()).hasSize(threads * calls);
        }
    }

    /** What the first of them does when it registers, and afterwards, is up to the test. */
    @Nested
    class TwoFirstCallers {

        /** Long enough for the other thread to come as far as it will, where it may have to wait for this one. */
        private static final int A_MOMENT = 500;

        private volatile Thread firstCaller;
        private volatile String moment = "";
        private volatile Work whatFirstDoes;
        private final CountDownLatch firstRegisters = new CountDownLatch(1);
        private final CountDownLatch otherHasCalled = new CountDownLatch(1);

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(watchedRegistry(), manager));

        private TransactionSynchronizationRegistry watchedRegistry() {
            TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
            return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{TransactionSynchronizationRegistry.class}, (proxy, method, arguments) -> {
                        takeMoment("asks again");
                        boolean first = method.getName().equals("registerInterposedSynchronization")
                                && firstRegisters.getCount() > 0;
                        if (first) {
                            firstCaller = Thread.currentThread();
                            firstRegisters.countDown();
                            takeMoment("registers");
                        }
                        try {
                            return method.invoke(registry, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        } finally {
                            if (first) {
                                takeMoment("has registered");
                            }
                        }
                    });
        }

        private void takeMoment(String what) throws Exception {
            if (Thread.currentThread() == firstCaller && what.equals(moment)) {
                moment = "";
                whatFirstDoes.run();
            }
        }

        private void when(String moment, Work work) {
            this.moment = moment;
            whatFirstDoes = work;
        }

        private Future<?> otherCallsOnceTheFirstRegisters(Transaction shared, Work calls) {
            return in(shared, () -> {
                assertThat(firstRegisters.await(LONG, TimeUnit.SECONDS)).isTrue();
                calls.run();
                otherHasCalled.countDown();
            });
        }

        private void call(String what) {
            stack.afterCommit().call(stack.journal().noting(what));
        }

        private void inSharedTransaction(Demarcated demarcated, Work first, Work other) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                Transaction shared = manager.suspend();
                Future<?> firstDone = in(shared, first);
                Future<?> otherDone = otherCallsOnceTheFirstRegisters(shared, other);
                firstDone.get(LONG, TimeUnit.SECONDS);
                otherDone.get(LONG, TimeUnit.SECONDS);
                manager.resume(shared);
            });
        }

        private static Stream<Arguments> moments() {
            return Stream.of(Demarcated.values()).flatMap(demarcated -> Stream
                    .of("registers", "has registered", "asks again").map(moment -> Arguments.of(demarcated, moment)));
        }

        /** Which of them registers first is one thing, and whose calls are found first is another. */
        @ParameterizedTest(name = "{0}, the first waits when it {1}")
        @MethodSource("moments")
        void makeEveryCallAndThatOfAKeyOnce(Demarcated demarcated, String moment) throws Exception {
            when(moment, () -> otherHasCalled.await(A_MOMENT, TimeUnit.MILLISECONDS));
            Work work = () -> {
                stack.afterCommit().callOnce("key", stack.journal().noting("once"));
                call("each");
            };

            inSharedTransaction(demarcated, work, work);

            assertThat(stack.journal().noted()).containsExactlyInAnyOrder("once", "each", "each");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        /** Who is told of the Error has not called; everybody else has. */
        @ParameterizedTest
        @EnumSource
        void loseNoCallWhereTheRegistrationOfOneEndsInAnError(Demarcated demarcated) throws Exception {
            StackOverflowError error = new StackOverflowError();
            when("registers", () -> {
                otherHasCalled.await(A_MOMENT, TimeUnit.MILLISECONDS);
                throw error;
            });

            inSharedTransaction(demarcated, () -> assertThat(catchThrowable(() -> call("never"))).isSameAs(error),
                    () -> {
                        call("1");
                        call("2");
                    });

            assertThat(stack.journal().noted()).containsExactly("1", "2");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource
        void loseNoCallWhereTheRegistrationOfOneHasEndedInAnError(Demarcated demarcated) throws Exception {
            when("registers", () -> {
                otherHasCalled.await(A_MOMENT, TimeUnit.MILLISECONDS);
                throw new StackOverflowError();
            });

            inSharedTransaction(demarcated, () -> {
                assertThatThrownBy(() -> call("never")).isInstanceOf(StackOverflowError.class);
                assertThat(otherHasCalled.await(LONG, TimeUnit.SECONDS)).isTrue();
                call("2");
            }, () -> call("1"));

            assertThat(stack.journal().noted()).containsExactly("1", "2");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        /**
         * Narayana holds the lock of the transaction while the committer is in beforeCompletion, and the other one
         * needs it to register.
         */
        @Test
        void doNotWaitForEachOtherWhereOneCommits() throws Exception {
            CountDownLatch aboutToCommit = new CountDownLatch(1);
            manager.begin();
            Transaction shared = manager.suspend();
            Future<?> committer = in(shared, () -> {
                new TransactionSynchronizationRegistryImple()
                        .registerInterposedSynchronization(UserSynchronization.before(() -> {
                            aboutToCommit.countDown();
                            assertThat(firstRegisters.await(LONG, TimeUnit.SECONDS)).isTrue();
                            call("of the committer");
                        }));
                manager.commit();
            });
            Future<?> other = in(shared, () -> {
                assertThat(aboutToCommit.await(LONG, TimeUnit.SECONDS)).isTrue();
                call("of the other");
            });
            committer.get(LONG, TimeUnit.SECONDS);
            other.get(LONG, TimeUnit.SECONDS);

            assertThat(stack.journal().noted()).containsExactlyInAnyOrder("of the committer", "of the other");
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }
}
