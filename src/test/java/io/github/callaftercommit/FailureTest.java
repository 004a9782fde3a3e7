// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A failing call harms nobody, and nobody misses it. */
class FailureTest {

    @Singleton
    static class Failures {

        private final List<AfterCommitFailure> observed = new CopyOnWriteArrayList<>();

        @Inject
        Journal journal;

        void observe(@Observes AfterCommitFailure failure) {
            journal.note("observed");
            observed.add(failure);
        }
    }

    @ApplicationScoped
    static class Broken {

        @CallAfterCommit
        void checked(long userId) throws IOException {
            throw new IOException("user " + userId);
        }

        @CallAfterCommit
        void endless() {
            recurse(1);
        }

        private int recurse(int depth) {
            return recurse(depth + 1) + 1;
        }
    }

    private static Stream<Arguments> throwables() {
        return Stream
                .of(new IllegalStateException("runtime"), new IOException("checked"), new AssertionError("error"),
                        new OutOfMemoryError("virtual machine"), new ThreadDeath())
                .flatMap(thrown -> Stream.of(Demarcated.TRANSACTIONAL_REQUIRED, Demarcated.USER_TRANSACTION)
                        .map(demarcated -> Arguments.of(demarcated, thrown)));
    }

    @Nested
    class Observed {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Failures.class, Broken.class);

        @ParameterizedTest
        @MethodSource("io.github.callaftercommit.FailureTest#throwables")
        void anythingThrownLeavesTheOtherCallsTheOutcomeAndTheCommitterAlone(Demarcated demarcated, Throwable thrown)
                throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.afterCommit().call(stack.journal().failing("fails", thrown));
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().noted()).containsExactly("fails", "observed", "next");
            assertThat(stack.database().notes()).containsExactly("row");
            assertThat(stack.get(Failures.class).observed).singleElement().satisfies(failure -> {
                assertThat(failure.cause()).isSameAs(thrown);
                assertThat(failure.call()).isEqualTo("lambda in Journal.failing");
            });
            assertThat(stack.logs().records("CAC-008")).singleElement().satisfies(record -> {
                assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
                assertThat(record.getThrown()).isSameAs(thrown);
                assertThat(record.getMessage()).contains("lambda in Journal.failing failed after the commit",
                        "has committed");
            });
            assertThat(stack.logs().alarms()).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        void aCheckedExceptionOfABeanMethodIsReportedWithItsName(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.get(Broken.class).checked(42);
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().noted()).containsExactly("observed", "next");
            assertThat(stack.get(Failures.class).observed).singleElement().satisfies(failure -> {
                assertThat(failure.call()).isEqualTo("Broken.checked(long)");
                assertThat(failure.cause()).isInstanceOf(IOException.class).hasMessage("user 42");
            });
            assertThat(stack.logs().messages("CAC-008")).singleElement().asString().contains("Broken.checked(long)");
        }

        @ParameterizedTest
        @EnumSource
        void aStackOverflowIsAFailureAsAnyOther(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.get(Broken.class).endless();
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().noted()).containsExactly("observed", "next");
            assertThat(stack.get(Failures.class).observed).singleElement()
                    .satisfies(failure -> assertThat(failure.cause()).isInstanceOf(StackOverflowError.class));
        }

        @Test
        void withoutATransactionACheckedExceptionReachesTheCallerUnwrapped() {
            assertThatThrownBy(() -> stack.get(Broken.class).checked(42)).isInstanceOf(IOException.class)
                    .hasMessage("user 42");
            assertThat(stack.get(Failures.class).observed).isEmpty();
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void everyFailureIsReported() throws Exception {
            stack.transactions().required(() -> {
                for (int user = 1; user <= 3; user++) {
                    stack.get(Broken.class).checked(user);
                }
            });

            assertThat(stack.get(Failures.class).observed).extracting(failure -> failure.cause().getMessage())
                    .containsExactly("user 1", "user 2", "user 3");
            assertThat(stack.logs().messages("CAC-008")).hasSize(3);
        }

        @Test
        void anInterruptOfACallbackIsLeftToItsThreadAndHiddenFromTheNextCallback() throws Exception {
            stack.onAnotherThread(() -> {
                stack.transactions().required(() -> {
                    stack.afterCommit().call(() -> Thread.currentThread().interrupt());
                    stack.afterCommit()
                            .call(() -> stack.journal().note("interrupted: " + Thread.currentThread().isInterrupted()));
                });
                assertThat(Thread.interrupted()).isTrue();
            });

            assertThat(stack.journal().noted()).containsExactly("interrupted: false");
        }
    }

    @Nested
    class WithABrokenObserver {

        @Singleton
        static class BrokenObserver {

            void observe(@Observes AfterCommitFailure failure) {
                throw new UnsupportedOperationException("the observer is broken too");
            }
        }

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(BrokenObserver.class);

        @ParameterizedTest
        @EnumSource
        void itIsLoggedAndHurtsNobody(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException()));
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().noted()).containsExactly("fails", "next");
            assertThat(stack.database().notes()).containsExactly("row");
            assertThat(stack.logs().records("CAC-009")).singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).hasMessage("the observer is broken too"));
        }
    }

    @Nested
    class WithAnObserverThatLeavesATransactionOpen {

        @Singleton
        static class Recorder {

            @Inject
            UserTransaction transaction;

            @Inject
            Database database;

            private RuntimeException thrown;

            void fail(RuntimeException failure) {
                thrown = failure;
            }

            void observe(@Observes AfterCommitFailure failure) throws Exception {
                transaction.begin();
                database.save("failure");
                if (thrown != null) {
                    throw thrown;
                }
            }
        }

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Recorder.class);

        private void failThenCall(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException()));
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().entries()).extracting(Journal.Entry::what, Journal.Entry::transactionStatus)
                    .containsExactly(tuple("fails", Status.STATUS_NO_TRANSACTION),
                            tuple("next", Status.STATUS_NO_TRANSACTION));
            assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            assertThat(stack.database().notes()).containsExactly("row");
            assertThat(stack.database().connectionsInUse()).isZero();
        }

        @ParameterizedTest
        @EnumSource
        void itIsRolledBackBeforeTheNextCallAndReported(Demarcated demarcated) throws Exception {
            failThenCall(demarcated);

            assertThat(stack.logs().records("CAC-009")).singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).hasMessageContaining("CAC-023"));
        }

        @ParameterizedTest
        @EnumSource
        void itIsRolledBackTooWhereTheObserverThrows(Demarcated demarcated) throws Exception {
            RuntimeException thrown = new UnsupportedOperationException("the observer is broken too");
            stack.get(Recorder.class).fail(thrown);
            failThenCall(demarcated);

            assertThat(stack.logs().records("CAC-009")).singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).isSameAs(thrown));
        }
    }

    @Nested
    class WithABrokenLogHandler {

        private final Handler broken = new Handler() {
            @Override
            public void publish(LogRecord record) {
                throw new UnsupportedOperationException("the disk is full");
            }

            @Override
            public void flush() {
                // nothing is buffered
            }

            @Override
            public void close() {
                // nothing is open
            }
        };

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Failures.class);

        @ParameterizedTest
        @EnumSource
        void noCallIsLost(Demarcated demarcated) throws Exception {
            Logger logger = Logger.getLogger("io.github.callaftercommit");
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            PrintStream original = System.err;
            System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
            logger.addHandler(broken);
            try {
                assertThatCode(() -> demarcated.run(stack.transactions(), () -> {
                    stack.database().save("row");
                    stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException()));
                    stack.afterCommit().call(stack.journal().noting("next"));
                })).doesNotThrowAnyException();
            } finally {
                logger.removeHandler(broken);
                System.setErr(original);
            }
            assertThat(console.toString(StandardCharsets.UTF_8)).contains("CAC-015", "UnsupportedOperationException",
                    "CAC-008: lambda in Journal.failing failed");

            assertThat(stack.journal().noted()).containsExactly("fails", "observed", "next");
            assertThat(stack.database().notes()).containsExactly("row");
        }
    }
}
