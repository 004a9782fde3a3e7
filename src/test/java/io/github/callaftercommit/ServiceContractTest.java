// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.List;

import io.github.callaftercommit.AfterCommitService.CallbackWithArgument;
import io.github.callaftercommit.AfterCommitService.CallbackWithArguments;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service asks of its callers, and how it can be replaced. */
class ServiceContractTest {

    @Nested
    class Nulls {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        /** At the call, where the mistake is, and not when nobody looks any more. */
        @ParameterizedTest(name = "in a transaction: {0}")
        @ValueSource(booleans = {true, false})
        void areRefusedAtTheCallWithAMessage(boolean inTransaction) throws Exception {
            AfterCommitService afterCommit = stack.afterCommit();
            Work refused = () -> {
                assertThatNullPointerException().isThrownBy(() -> afterCommit.call(null))
                        .withMessageContainingAll("CAC-024", "callback is null");
                assertThatNullPointerException()
                        .isThrownBy(() -> afterCommit.call((CallbackWithArgument<String, RuntimeException>) null, ""))
                        .withMessageContainingAll("CAC-024", "method is null");
                assertThatNullPointerException().isThrownBy(
                        () -> afterCommit.call((CallbackWithArguments<String, String, RuntimeException>) null, "", ""))
                        .withMessageContainingAll("CAC-024", "method is null");
                assertThatNullPointerException().isThrownBy(() -> afterCommit.callOnce("key", null))
                        .withMessageContainingAll("CAC-024", "callback is null");
                assertThatNullPointerException()
                        .isThrownBy(() -> afterCommit.callOnce(null, stack.journal().noting("called")))
                        .withMessageContainingAll("CAC-024", "key is null");
                afterCommit.callOnce("pending", 1, list -> {});
                assertThatNullPointerException().isThrownBy(
                        () -> afterCommit.callOnce("pending", 2, (CallbackWithArgument<Object, Exception>) null))
                        .withMessageContainingAll("CAC-024", "method is null");
                assertThatNullPointerException().isThrownBy(() -> afterCommit.callOnce(null, 1, list -> {}))
                        .withMessageContainingAll("CAC-024", "key is null");
            };
            if (inTransaction) {
                stack.transactions().required(refused);
            } else {
                refused.run();
            }

            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void asArgumentsArePassedOn() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(argument -> stack.journal().note("one " + argument), null);
                stack.afterCommit().call((first, second) -> stack.journal().note("two " + first + second), null, null);
            });

            assertThat(stack.journal().noted()).containsExactly("one null", "two nullnull");
        }
    }

    @Nested
    class Passivation {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        /** A passivated bean takes the service along. */
        @Test
        void theServiceSurvivesIt() throws Exception {
            ByteArrayOutputStream passivated = new ByteArrayOutputStream();
            try (ObjectOutputStream stream = new ObjectOutputStream(passivated)) {
                stream.writeObject(stack.afterCommit());
            }
            AfterCommitService activated;
            try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(passivated.toByteArray()))) {
                activated = (AfterCommitService) stream.readObject();
            }
            stack.transactions().required(() -> {
                stack.afterCommit().call(stack.journal().noting("1"));
                activated.call(stack.journal().noting("2"));
                assertThat(stack.journal().noted()).isEmpty();
            });

            assertThat(stack.journal().noted()).containsExactly("1", "2");
        }
    }

    @Nested
    class Replaced {

        /** Makes every call at once, as a test may want it. */
        @Alternative
        @Priority(1)
        @ApplicationScoped
        static class AtOnce implements AfterCommitService {

            @Override
            public <X extends Exception> void call(Callback<X> callback) throws X {
                callback.call();
            }

            @Override
            public <A, X extends Exception> void call(CallbackWithArgument<? super A, X> method, A argument) throws X {
                method.call(argument);
            }

            @Override
            public <A, B, X extends Exception> void call(CallbackWithArguments<? super A, ? super B, X> method, A first,
                    B second) throws X {
                method.call(first, second);
            }

            @Override
            public <X extends Exception> void callOnce(Object key, Callback<X> callback) throws X {
                callback.call();
            }

            @Override
            public <E, X extends Exception> void callOnce(Object key, E element,
                    CallbackWithArgument<? super List<E>, X> method) throws X {
                method.call(Collections.singletonList(element));
            }

            @Override
            public AfterCommitService requireTransaction() {
                return this;
            }

            @Override
            public PendingCalls pending() {
                throw new UnsupportedOperationException();
            }
        }

        @ApplicationScoped
        static class Mailer {

            @Inject
            Journal journal;

            @CallAfterCommit
            public void send() {
                journal.note("sent");
            }
        }

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(AtOnce.class, Mailer.class);

        @Test
        void byAnAlternativeThatAnnotatedMethodsUseToo() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(stack.journal().noting("called"));
                stack.get(Mailer.class).send();

                assertThat(stack.journal().noted()).containsExactly("called", "sent");
            });

            assertThat(stack.journal().noted()).hasSize(2);
        }
    }
}
