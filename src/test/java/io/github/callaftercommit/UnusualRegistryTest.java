// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.logging.Level;

import jakarta.transaction.Status;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction manager may say or do, and this one never does; and what happens where there is none. */
class UnusualRegistryTest {

    @Nested
    class Scripted {

        private final ScriptedRegistry registry = new ScriptedRegistry();

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(registry));

        @ParameterizedTest
        @ValueSource(ints = {Status.STATUS_UNKNOWN, 42})
        void aCallWithAnUnknownStatusIsRefusedAndNeverMadeAtOnce(int status) {
            registry.status(status);

            assertThatIllegalStateException()
                    .isThrownBy(() -> stack.afterCommit().call(stack.journal().noting("refused")))
                    .withMessageContainingAll("CAC-021", "Journal", status == 42 ? "42" : "UNKNOWN");
            assertThat(stack.journal().noted()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {Status.STATUS_PREPARED, Status.STATUS_COMMITTING})
        void aFirstCallAfterPrepareIsRefused(int status) {
            registry.status(status);

            assertThatIllegalStateException()
                    .isThrownBy(() -> stack.afterCommit().call(stack.journal().noting("refused")))
                    .withMessageContaining("CAC-021");
            assertThat(registry.synchronizations()).isEmpty();
        }

        @Test
        void aReadOnlyTransactionOfWhichNoCallWillBeMadeIsWarnedOfOnce() {
            registry.readOnly(true);
            stack.afterCommit().call(stack.journal().noting("1"));
            stack.afterCommit().call(stack.journal().noting("2"));
            registry.complete(Status.STATUS_ROLLEDBACK);
            registry.readOnly(false);
            registry.begin("another");
            stack.afterCommit().call(stack.journal().noting("3"));
            registry.complete(Status.STATUS_COMMITTED);

            assertThat(stack.journal().noted()).containsExactly("3");
            assertThat(stack.logs().alarmsSinceStart()).singleElement().asString().startsWith("CAC-026: ")
                    .contains("read-only");
        }

        @Test
        void aLaterCallAfterPrepareIsAppended() {
            stack.afterCommit().call(stack.journal().noting("first"));
            registry.status(Status.STATUS_PREPARED);
            stack.afterCommit().call(stack.journal().noting("late"));
            registry.complete(Status.STATUS_COMMITTED);

            assertThat(stack.journal().noted()).containsExactly("first", "late");
        }

        @Test
        void aRefusedRegistrationSaysWhyAndTheCallIsNotMade() {
            registry.refuse(new IllegalStateException("the registry is closed"));

            assertThatIllegalStateException()
                    .isThrownBy(() -> stack.afterCommit().call(stack.journal().noting("refused")))
                    .withMessageContainingAll("CAC-021", "ACTIVE", "the registry is closed")
                    .withCauseInstanceOf(IllegalStateException.class);
            registry.complete(Status.STATUS_COMMITTED);
            assertThat(stack.journal().noted()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {Status.STATUS_UNKNOWN, Status.STATUS_COMMITTING, Status.STATUS_NO_TRANSACTION,
                Status.STATUS_ACTIVE, Status.STATUS_PREPARED, 42})
        void anOutcomeThatIsNotKnownToBeACommitDropsAllWithAWarningThatListsThem(int outcome) {
            stack.afterCommit().call(stack.journal().noting("1"));
            stack.afterCommit().call(stack.journal()::note, "2");
            registry.complete(outcome);

            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().alarmsSinceStart()).singleElement().asString().contains("CAC-005",
                    "2 calls were dropped", "lambda in Journal.noting", "Journal.note(String)");
        }

        /** It may have committed on another thread since the status was read. */
        @Test
        void aCallThatMeetsACommittedQueueIsMadeAtOnce() {
            stack.afterCommit().call(stack.journal().noting("first"));
            registry.status(Status.STATUS_COMMITTED);
            registry.synchronizations()
                    .forEach(synchronization -> synchronization.afterCompletion(Status.STATUS_COMMITTED));
            stack.afterCommit().call(stack.journal().noting("late"));

            assertThat(stack.journal().noted()).containsExactly("first", "late");
        }

        @Test
        void aCallThatMeetsARolledBackQueueIsDropped() {
            stack.afterCommit().call(stack.journal().noting("first"));
            registry.status(Status.STATUS_ROLLEDBACK);
            registry.synchronizations()
                    .forEach(synchronization -> synchronization.afterCompletion(Status.STATUS_ROLLEDBACK));
            stack.afterCommit().call(stack.journal().noting("late"));

            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-004")).hasSize(2)
                    .allSatisfy(message -> assertThat(message).contains("1 call was dropped", "has rolled back"));
        }

        @Test
        void anOutcomeIsBelievedOnce() {
            stack.afterCommit().call(stack.journal().noting("once"));
            registry.complete(Status.STATUS_COMMITTED);
            registry.complete(Status.STATUS_COMMITTED);

            assertThat(stack.journal().noted()).containsExactly("once");
        }

        @Test
        void aHundredThousandCallsCostOneSynchronization() {
            stack.logs().release();
            for (int call = 0; call < 100_000; call++) {
                stack.afterCommit().call(() -> {});
            }

            assertThat(registry.synchronizations()).hasSize(1);
        }
    }

    @Nested
    class Absent {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.all());

        @Test
        void aCallIsRefusedWithThePlacesThatWereLookedIn() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> stack.afterCommit().call(stack.journal().noting("refused")))
                    .withMessageContainingAll("CAC-020", "Journal", "java:comp/TransactionSynchronizationRegistry",
                            "java:jboss/TransactionSynchronizationRegistry", "CDI bean");
            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void theStartWarnsAndSaysWhatToDo() {
            assertThat(stack.logs().records("CAC-001")).singleElement().satisfies(record -> {
                assertThat(record.getLevel()).isEqualTo(Level.WARNING);
                assertThat(record.getMessage()).contains("TransactionSynchronizationRegistry found: nowhere",
                        "provide CDI beans of type TransactionSynchronizationRegistry");
            });
        }
    }
}
