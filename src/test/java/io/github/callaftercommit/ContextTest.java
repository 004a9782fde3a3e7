// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.transaction.Transaction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a callback finds around it. */
class ContextTest {

    @RequestScoped
    static class Request {

        @Inject
        Journal journal;

        private String name = "its own";

        public String name() {
            return name;
        }

        public void name(String name) {
            this.name = name;
        }

        @PreDestroy
        void end() {
            journal.note("request ends: " + name);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Request.class);

    /** Not on the thread of the test: OpenWebBeans keeps a request active where it is started. */
    @Nested
    class RequestContext {

        @ParameterizedTest
        @EnumSource
        void isActivatedAroundTheCallsWhereNoneIsActive(Demarcated demarcated) throws Exception {
            callWithoutRequest(demarcated);

            assertThat(stack.journal().noted()).containsExactly("of the calls", "request ends: of the calls");
        }

        @ParameterizedTest
        @EnumSource
        void ofTheCommitterStaysWithItsBeans(Demarcated demarcated) throws Exception {
            callInRequest(demarcated);

            assertThat(stack.journal().noted()).containsExactly("of the committer", "committed",
                    "request ends: of the committer");
        }

        @ParameterizedTest
        @EnumSource
        void ofTheCommitterStaysWithItsBeansAfterAnotherCommitterHadNone(Demarcated demarcated) throws Exception {
            callWithoutRequest(demarcated);
            callInRequest(demarcated);

            assertThat(stack.journal().noted()).containsExactly("of the calls", "request ends: of the calls",
                    "of the committer", "committed", "request ends: of the committer");
        }

        private void callWithoutRequest(Demarcated demarcated) throws Exception {
            stack.onAnotherThread(() -> demarcated.run(stack.transactions(), () -> {
                stack.afterCommit().call(() -> stack.get(Request.class).name("of the calls"));
                stack.afterCommit().call(() -> stack.journal().note(stack.get(Request.class).name()));
            }));
        }

        private void callInRequest(Demarcated demarcated) throws Exception {
            RequestContextController request = stack.get(RequestContextController.class);
            stack.onAnotherThread(() -> {
                request.activate();
                stack.get(Request.class).name("of the committer");
                demarcated.run(stack.transactions(),
                        () -> stack.afterCommit().call(() -> stack.journal().note(stack.get(Request.class).name())));
                stack.journal().note("committed");
                request.deactivate();
            });
        }
    }

    @Nested
    class ThreadContextClassLoader {

        private final ClassLoader original = Thread.currentThread().getContextClassLoader();
        private final ClassLoader atTheCall = new URLClassLoader("at the call", new URL[0], original);
        private final ClassLoader later = new URLClassLoader("later", new URL[0], original);

        @ParameterizedTest
        @EnumSource
        void isTheOneOfTheCallAndGivenBack(Demarcated demarcated) throws Exception {
            try {
                demarcated.run(stack.transactions(), () -> {
                    stack.afterCommit().call(stack.journal().noting("original"));
                    Thread.currentThread().setContextClassLoader(atTheCall);
                    stack.afterCommit().call(stack.journal().noting("at the call"));
                    Thread.currentThread().setContextClassLoader(later);
                });
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(later);
            } finally {
                Thread.currentThread().setContextClassLoader(original);
            }

            assertThat(stack.journal().entries()).extracting(Journal.Entry::contextClassLoader)
                    .containsExactly(original, atTheCall);
        }

        @Test
        void isTheOneOfTheCallOnAnotherThreadToo() throws Exception {
            stack.manager().begin();
            stack.afterCommit().call(stack.journal().noting("called"));
            Transaction transaction = stack.manager().suspend();
            stack.onAnotherThread(() -> {
                Thread.currentThread().setContextClassLoader(later);
                stack.manager().resume(transaction);
                stack.manager().commit();
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(later);
            });

            assertThat(stack.journal().entries()).extracting(Journal.Entry::contextClassLoader)
                    .containsExactly(original);
        }

        @Test
        void whatACallbackSetsIsNotSeenByTheNextOne() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(() -> Thread.currentThread().setContextClassLoader(later));
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().entries()).extracting(Journal.Entry::contextClassLoader)
                    .containsExactly(original);
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(original);
        }

        @Test
        void isTheOneOfTheCallAndGivenBackWhereTheCallIsMadeByHand() throws Exception {
            try {
                stack.transactions().required(() -> {
                    stack.afterCommit().call(stack.journal().noting("original"));
                    Thread.currentThread().setContextClassLoader(atTheCall);
                    stack.afterCommit().call(stack.journal().noting("at the call"));
                    Thread.currentThread().setContextClassLoader(later);
                    stack.afterCommit().pending().callNow();
                    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(later);
                });
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(later);
            } finally {
                Thread.currentThread().setContextClassLoader(original);
            }

            assertThat(stack.journal().entries()).extracting(Journal.Entry::contextClassLoader).last()
                    .isSameAs(atTheCall);
        }

        @Test
        void isGivenBackWhereACallThatIsMadeByHandFails() throws Exception {
            try {
                stack.transactions().required(() -> {
                    stack.afterCommit().call(stack.journal().noting("first"));
                    Thread.currentThread().setContextClassLoader(atTheCall);
                    stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException("no")));
                    Thread.currentThread().setContextClassLoader(later);
                    assertThatThrownBy(() -> stack.afterCommit().pending().callNow()).hasMessage("no");
                    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(later);
                });
            } finally {
                Thread.currentThread().setContextClassLoader(original);
            }
        }
    }
}
