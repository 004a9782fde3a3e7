// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a call, by the status of the transaction at the moment of the call. */
class CallStatusTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    /** Calls in a synchronization of the user, and says with which status. */
    private Synchronization calling(AtomicInteger before, AtomicInteger after, Callback<RuntimeException> callback) {
        TransactionSynchronizationRegistry registry = stack.get(TransactionSynchronizationRegistry.class);
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                if (before != null) {
                    before.set(registry.getTransactionStatus());
                    stack.afterCommit().call(callback);
                }
            }

            @Override
            public void afterCompletion(int outcome) {
                if (after != null) {
                    after.set(registry.getTransactionStatus());
                    stack.afterCommit().call(callback);
                }
            }
        };
    }

    private void registerInterposed(Synchronization synchronization) {
        stack.get(TransactionSynchronizationRegistry.class).registerInterposedSynchronization(synchronization);
    }

    @Nested
    class NoTransaction {

        @Test
        void isCalledAtOnceInTheThreadOfTheCaller() {
            stack.afterCommit().call(stack.journal().noting("called"));

            assertThat(stack.journal().entries()).singleElement().satisfies(entry -> {
                assertThat(entry.thread()).isSameAs(Thread.currentThread());
                assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            });
        }

        @Test
        void itsExceptionGoesToTheCallerAndNowhereElse() {
            IOException failure = new IOException("refused");

            assertThatThrownBy(() -> stack.afterCommit().call(stack.journal().failing("called", failure)))
                    .isSameAs(failure);
            assertThat(stack.journal().noted()).containsExactly("called");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void argumentsArePassed() {
            stack.afterCommit().call(stack.journal()::note, "one argument");
            stack.afterCommit().call((text, number) -> stack.journal().note(text + number), "argument ", 2);

            assertThat(stack.journal().noted()).containsExactly("one argument", "argument 2");
        }
    }

    @Nested
    class Committed {

        /**
         * The transaction is still on the thread in a synchronization that completes; what the callback begins must not
         * join it.
         */
        @Test
        void isCalledAtOnceWithoutTheCompletedTransaction() throws Exception {
            AtomicInteger status = new AtomicInteger();
            stack.transactions()
                    .required(() -> registerInterposed(calling(null, status, stack.journal().noting("called"))));

            assertThat(status).hasValue(Status.STATUS_COMMITTED);
            assertThat(stack.journal().entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION));
        }

        @Test
        void itsExceptionGoesToTheCaller() throws Exception {
            IllegalArgumentException failure = new IllegalArgumentException("refused");
            stack.transactions().required(() -> registerInterposed(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    // only the completion is of interest
                }

                @Override
                public void afterCompletion(int outcome) {
                    assertThatThrownBy(() -> stack.afterCommit().call(stack.journal().failing("called", failure)))
                            .isSameAs(failure);
                    stack.journal().note("thrown");
                }
            }));

            assertThat(stack.journal().noted()).containsExactly("called", "thrown");
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    @Nested
    class Active {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void isQueuedAndCalledOnceAfterTheCommit(int calls) throws Exception {
            stack.transactions().required(() -> {
                for (int call = 1; call <= calls; call++) {
                    stack.afterCommit().call(stack.journal()::note, "call " + call);
                }
                assertThat(stack.journal().noted()).isEmpty();
            });

            assertThat(stack.journal().noted()).hasSize(calls).doesNotHaveDuplicates();
        }

        @Test
        void theFirstCallMayComeFromBeforeCompletion() throws Exception {
            AtomicInteger status = new AtomicInteger();
            stack.transactions()
                    .required(() -> registerInterposed(calling(status, null, stack.journal().noting("called"))));

            assertThat(status.get()).isIn(Status.STATUS_ACTIVE, Status.STATUS_PREPARING);
            assertThat(stack.journal().noted()).containsExactly("called");
        }

        @Test
        void theFirstCallMayComeFromBeforeCompletionOfAPlainSynchronization() throws Exception {
            stack.transactions().required(() -> stack.manager().getTransaction()
                    .registerSynchronization(calling(new AtomicInteger(), null, stack.journal().noting("called"))));

            assertThat(stack.journal().noted()).containsExactly("called");
        }
    }

    /**
     * Two-phase commit has begun: there is nothing to register with any more, and Narayana does not even show the queue
     * that there may be.
     */
    @Nested
    class PreparingOrCommitting {

        private final AtomicInteger seen = new AtomicInteger();

        private void enlist(ScriptedResource resource) throws Exception {
            stack.manager().getTransaction().enlistResource(resource);
            stack.manager().getTransaction().enlistResource(ScriptedResource.agreeing());
        }

        private void isRefused() {
            seen.set(stack.get(TransactionSynchronizationRegistry.class).getTransactionStatus());
            assertThatIllegalStateException().isThrownBy(() -> stack.afterCommit().call(stack.journal().noting("late")))
                    .withMessageMatching(
                            "CAC-021: lambda in Journal.noting is not called, because .* status of the transaction "
                                    + "is (PREPARING|COMMITTING).*");
        }

        @Test
        void isRefusedDuringPrepare() throws Exception {
            stack.transactions().required(() -> enlist(ScriptedResource.agreeing().onPrepare(this::isRefused)));

            assertThat(seen).hasValue(Status.STATUS_PREPARING);
            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void isRefusedDuringCommit() throws Exception {
            stack.transactions().required(() -> enlist(ScriptedResource.agreeing().onCommit(this::isRefused)));

            assertThat(seen).hasValue(Status.STATUS_COMMITTING);
            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void aRefusedCallHarmsNoneThatWasQueuedBefore() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(stack.journal().noting("first"));
                enlist(ScriptedResource.agreeing()
                        .onPrepare(() -> stack.afterCommit().call(stack.journal().noting("late")))
                        .onCommit(() -> stack.afterCommit().call(stack.journal().noting("later"))));
            });

            assertThat(stack.journal().noted()).containsExactly("first", "late", "later");
        }
    }

    @Nested
    class Doomed {

        @Test
        void isDroppedWhenMarkedForRollback() throws Exception {
            assertThatThrownBy(() -> stack.transactions().userTransaction(() -> {
                stack.manager().setRollbackOnly();
                stack.afterCommit().call(stack.journal().noting("dropped"));
                assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains("1 call was dropped",
                        "can only roll back", "Journal");
            })).isInstanceOf(RollbackException.class);

            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void isDroppedTogetherWithTheCallsBefore() throws Exception {
            assertThatThrownBy(() -> stack.transactions().required(() -> {
                stack.afterCommit().call(stack.journal().noting("dropped"));
                stack.manager().setRollbackOnly();
                stack.afterCommit().call(stack.journal().noting("dropped too"));
                assertThat(stack.logs().messages("CAC-004")).isEmpty();
                throw new IllegalStateException("rolls back");
            })).hasMessage("rolls back");

            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains("2 calls were dropped",
                    "has rolled back");
        }

        @Test
        void isDroppedWhileRollingBack() throws Exception {
            AtomicInteger status = new AtomicInteger();
            stack.manager().begin();
            stack.manager().getTransaction().enlistResource(ScriptedResource.agreeing().onRollback(() -> {
                status.set(stack.get(TransactionSynchronizationRegistry.class).getTransactionStatus());
                stack.afterCommit().call(stack.journal().noting("dropped"));
            }));
            stack.manager().rollback();

            assertThat(status).hasValue(Status.STATUS_ROLLING_BACK);
            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-004")).hasSize(1);
        }

        @Test
        void isDroppedOnceRolledBack() throws Exception {
            AtomicInteger status = new AtomicInteger();
            stack.manager().begin();
            registerInterposed(calling(null, status, stack.journal().noting("dropped")));
            stack.manager().rollback();

            assertThat(status).hasValue(Status.STATUS_ROLLEDBACK);
            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains("has rolled back");
        }
    }
}
