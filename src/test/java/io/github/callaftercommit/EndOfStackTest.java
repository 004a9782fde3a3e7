// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;

import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No call is lost in silence, and nothing is left behind, where the stack of a thread ends. */
class EndOfStackTest {

    /** Callbacks that each commit a transaction in which the next one is called. */
    @Nested
    class AChainOfCallbacks {

        /** Many more than a stack has room for. */
        private static final int LINKS = 3_000;

        @ApplicationScoped
        public static class Chain {

            @Inject
            Chain self;

            @Inject
            Journal journal;

            @CallAfterCommit
            @Transactional
            public void link(int number) {
                journal.note("link " + number);
                if (number < LINKS) {
                    self.link(number + 1);
                }
            }
        }

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Chain.class);

        private void link(Demarcated demarcated, int number) {
            stack.journal().note("link " + number);
            if (number == LINKS) {
                return;
            }
            try {
                demarcated.run(stack.transactions(),
                        () -> stack.afterCommit().call(() -> link(demarcated, number + 1)));
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }

        private void assertAllMade() {
            List<String> links = new ArrayList<>(
                    IntStream.rangeClosed(1, LINKS).mapToObj(number -> "link " + number).toList());
            links.add("next");
            assertThat(stack.logs().alarms()).isEmpty();
            assertThat(stack.journal().noted()).isEqualTo(links);
            assertThat(stack.journal().entries().get(LINKS).transactionStatus())
                    .isEqualTo(Status.STATUS_NO_TRANSACTION);
        }

        @ParameterizedTest
        @EnumSource
        void isMadeToItsEnd(Demarcated demarcated) throws Exception {
            demarcated.run(stack.transactions(), () -> {
                stack.afterCommit().call(() -> link(demarcated, 1));
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertAllMade();
        }

        @Test
        void ofAnnotatedMethodsIsMadeToItsEnd() throws Exception {
            stack.transactions().required(() -> {
                stack.get(Chain.class).link(1);
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertAllMade();
        }
    }

    /** The text of an exception is asked for by the log handler; here it needs more stack than there is. */
    @Nested
    class AnExceptionWhoseMessageEndsTheStack {

        /** Two entities that show each other. */
        static final class Entity {

            private Entity other = this;

            @Override
            public String toString() {
                return "an entity with " + other;
            }
        }

        @SuppressWarnings("serial") // it never leaves the test
        static final class Refused extends RuntimeException {

            private final transient Entity entity = new Entity();

            @Override
            public String getMessage() {
                return "refused: " + entity;
            }
        }

        @Singleton
        static class Observer {

            @Inject
            Journal journal;

            private boolean failing;

            void fail() {
                failing = true;
            }

            void observe(@Observes AfterCommitFailure failure) {
                journal.note("observed " + failure.cause().getClass().getSimpleName());
                if (failing) {
                    throw new Refused();
                }
            }
        }

        private final Handler formatting = new Handler() {

            @Override
            public void publish(LogRecord message) {
                new SimpleFormatter().format(message);
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

        private final Logger logger = Logger.getLogger("io.github.callaftercommit");
        private final PrintStream console = System.err;

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Observer.class);

        @BeforeEach
        void format() {
            System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            logger.addHandler(formatting);
        }

        @AfterEach
        void removeHandler() {
            logger.removeHandler(formatting);
            System.setErr(console);
        }

        private void commit(Demarcated demarcated, Throwable thrown) {
            assertThatCode(() -> demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.afterCommit().call(stack.journal().failing("fails", thrown));
                stack.afterCommit().call(stack.journal().noting("next"));
            })).doesNotThrowAnyException();
            assertThat(stack.database().notes()).containsExactly("row");
            // compared here: a description of them would end the stack too
            assertThat(stack.logs().records("CAC-008").stream().map(failed -> failed.getThrown() == thrown).toList())
                    .containsExactly(true);
            assertThatCode(() -> assertNothingIsLeftOnTheThread(stack)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @EnumSource
        void costsNoOtherCallAndIsReported(Demarcated demarcated) {
            commit(demarcated, new Refused());

            assertThat(stack.journal().noted()).containsExactly("fails", "observed Refused", "next");
        }

        @ParameterizedTest
        @EnumSource
        void ofAnObserverCostsNoOtherCall(Demarcated demarcated) {
            stack.get(Observer.class).fail();
            commit(demarcated, new IllegalStateException("no"));

            assertThat(stack.journal().noted()).containsExactly("fails", "observed IllegalStateException", "next");
            assertThat(stack.logs().records("CAC-009")).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        void ofBothCostsNoOtherCall(Demarcated demarcated) {
            stack.get(Observer.class).fail();
            commit(demarcated, new Refused());

            assertThat(stack.journal().noted()).containsExactly("fails", "observed Refused", "next");
        }

        @ParameterizedTest
        @EnumSource
        void wherePartOfAChainCostsNoOtherCall(Demarcated demarcated) {
            commit(demarcated, new Refused());
            assertThatCode(() -> demarcated.run(stack.transactions(), () -> {
                stack.afterCommit().call(() -> commitNested(demarcated));
                stack.afterCommit().call(stack.journal().noting("last"));
            })).doesNotThrowAnyException();

            assertThat(stack.journal().noted()).containsExactly("fails", "observed Refused", "next", "nested fails",
                    "observed Refused", "nested next", "last");
        }

        private void commitNested(Demarcated demarcated) {
            try {
                demarcated.run(stack.transactions(), () -> {
                    stack.afterCommit().call(stack.journal().failing("nested fails", new Refused()));
                    stack.afterCommit().call(stack.journal().noting("nested next"));
                });
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** The stack ends when the first call of a transaction registers, and once more when it cleans up. */
    @Nested
    class ARegistrationThatEndsInIt {

        private static final class Key {

            private int overflows;

            @Override
            public int hashCode() {
                if (overflows > 0) {
                    overflows--;
                    throw new StackOverflowError();
                }
                return super.hashCode();
            }

            @Override
            public boolean equals(Object other) {
                return this == other;
            }
        }

        private final ScriptedRegistry registry = new ScriptedRegistry();

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(registry));

        /** All that belongs to a transaction refers to the class loader of its first call. */
        @Test
        void isForgotten() {
            WeakReference<ClassLoader> left = callInNewTransaction();

            Awaitility.await("the class loader is collected").atMost(Duration.ofSeconds(20)).until(() -> {
                System.gc();
                return left.get() == null;
            });
        }

        private WeakReference<ClassLoader> callInNewTransaction() {
            ClassLoader original = Thread.currentThread().getContextClassLoader();
            ClassLoader loader = new URLClassLoader(new URL[0]);
            Thread.currentThread().setContextClassLoader(loader);
            try {
                Key key = new Key();
                registry.begin(key);
                registry.refuse(() -> {
                    key.overflows = 1;
                    throw new StackOverflowError();
                });
                assertThatThrownBy(() -> stack.afterCommit().call(() -> {})).isInstanceOf(StackOverflowError.class);
                assertThat(registry.synchronizations()).isEmpty();
            } finally {
                Thread.currentThread().setContextClassLoader(original);
            }
            return new WeakReference<>(loader);
        }
    }

    /** Neither a boundary nor calls that seem to be under way. */
    private static void assertNothingIsLeftOnTheThread(EmbeddedStack stack) throws Exception {
        List<String> noted = new ArrayList<>();
        assertThat(new Internals(stack.container()).innermostBoundary()).isNull();
        stack.transactions().required(() -> {
            stack.afterCommit().call(() -> {
                noted.add("1");
                commit(stack, () -> stack.afterCommit().call(noted::add, "1a"));
                noted.add("1 ends");
            });
            stack.afterCommit().call(noted::add, "2");
        });
        assertThat(noted).containsExactly("1", "1a", "1 ends", "2");
    }

    private static void commit(EmbeddedStack stack, Work work) {
        try {
            stack.transactions().required(work);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
