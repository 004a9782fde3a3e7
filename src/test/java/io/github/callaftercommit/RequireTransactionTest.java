// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that must have a transaction is refused without one, instead of being made at once. */
class RequireTransactionTest {

    @ApplicationScoped
    static class Payments {

        @Inject
        Journal journal;

        @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.REJECT)
        public void capture(long order) {
            journal.note("captured " + order);
        }

        @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.CALL)
        public void refund(long order) {
            journal.note("refunded " + order);
        }
    }

    @ApplicationScoped
    @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.REJECT)
    static class Rejecting {

        @Inject
        Journal journal;

        public void any() {
            journal.note("any");
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Payments.class, Rejecting.class);

    @Nested
    class WithATransaction {

        @ParameterizedTest
        @EnumSource
        void everyCallIsMadeAfterTheCommitInOrder(Demarcated demarcated) throws Exception {
            AfterCommitService required = stack.afterCommit().requireTransaction();
            demarcated.run(stack.transactions(), () -> {
                stack.get(Payments.class).capture(1);
                required.call(stack.journal().noting("2"));
                required.call(stack.journal()::note, "3");
                required.call(Journal::note, stack.journal(), "4");
                required.callOnce("key", stack.journal().noting("5"));
                required.callOnce("key", stack.journal().noting("ignored"));
                required.requireTransaction().call(stack.journal().noting("6"));
                stack.get(Rejecting.class).any();
                assertThat(stack.journal().noted()).isEmpty();
                assertThat(required.pending().names()).hasSize(7);
            });

            assertThat(stack.journal().noted()).containsExactly("captured 1", "2", "3", "4", "5", "6", "any");
        }
    }

    @Nested
    class WithoutATransaction {

        @Test
        void theAnnotatedMethodIsRefusedByName() {
            assertThatIllegalStateException().isThrownBy(() -> stack.get(Payments.class).capture(1))
                    .withMessageContainingAll("CAC-022", "Payments.capture(long)", "no JTA transaction is active");
            assertThatIllegalStateException().isThrownBy(() -> stack.get(Rejecting.class).any())
                    .withMessageContaining("Rejecting.any()");
            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void everyCallOfTheServiceIsRefused() {
            AfterCommitService required = stack.afterCommit().requireTransaction();

            assertThatIllegalStateException().isThrownBy(() -> required.call(stack.journal().noting("1")))
                    .withMessageContaining("CAC-022");
            assertThatIllegalStateException().isThrownBy(() -> required.call(stack.journal()::note, "2"))
                    .withMessageContaining("CAC-022");
            assertThatIllegalStateException().isThrownBy(() -> required.call(Journal::note, stack.journal(), "3"))
                    .withMessageContaining("CAC-022");
            assertThatIllegalStateException().isThrownBy(() -> required.callOnce("key", stack.journal().noting("4")))
                    .withMessageContaining("CAC-022");
            assertThat(stack.journal().noted()).isEmpty();
            assertThat(required.pending().names()).isEmpty();
        }

        @Test
        void theServiceItWasTakenFromStillCallsAtOnce() {
            AfterCommitService service = stack.afterCommit();
            service.requireTransaction();
            service.call(stack.journal().noting("called"));
            stack.get(Payments.class).refund(1);

            assertThat(stack.journal().noted()).containsExactly("called", "refunded 1");
        }

        @Test
        void aCallbackIsWithoutATransactionToo() throws Exception {
            stack.transactions().required(() -> stack.afterCommit().call(() -> stack.get(Payments.class).capture(1)));

            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().records("CAC-008")).singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).hasMessageContaining("CAC-022"));
        }
    }
}
