// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.atomic.AtomicReference;

import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionalException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose commit a call waits for, when demarcations meet. */
class NestedTransactionsTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    private void call(String what) {
        stack.afterCommit().call(stack.journal().noting(what));
    }

    private void note(String what) {
        stack.journal().note(what);
    }

    @Nested
    class JoiningTheOuterTransaction {

        @ParameterizedTest
        @EnumSource
        void requiredWaitsForTheOutermostCommit(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                call("outer 1");
                stack.transactions().required(() -> {
                    stack.transactions().required(() -> call("innermost"));
                    call("inner");
                });
                call("outer 2");
                note("body returns");
            });

            assertThat(stack.journal().noted()).containsExactly("body returns", "outer 1", "innermost", "inner",
                    "outer 2");
        }

        @ParameterizedTest
        @EnumSource
        void mandatoryAndSupportsWaitForIt(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                stack.transactions().mandatory(() -> call("mandatory"));
                stack.transactions().supports(() -> call("supports"));
                note("body returns");
            });

            assertThat(stack.journal().noted()).containsExactly("body returns", "mandatory", "supports");
        }

        @Test
        void anInnerExceptionThatTheOuterCatchesDropsEverything() throws Exception {
            assertThatThrownBy(() -> stack.transactions().userTransaction(() -> {
                call("outer");
                assertThatThrownBy(() -> stack.transactions().required(() -> {
                    call("inner");
                    throw new IllegalArgumentException("inner");
                })).hasMessage("inner");
            })).isInstanceOf(jakarta.transaction.RollbackException.class);

            assertThat(stack.journal().noted()).isEmpty();
        }
    }

    @Nested
    class ATransactionOfItsOwn {

        @ParameterizedTest
        @EnumSource
        void requiresNewCallsAtItsOwnCommitWithoutTheOuterTransaction(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                call("outer");
                stack.transactions().requiresNew(() -> {
                    stack.database().save("inner row");
                    stack.afterCommit().call(() -> note("inner sees " + stack.database().notes()));
                    note("inner body returns");
                });
                assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_ACTIVE);
                note("outer body returns");
            });

            assertThat(stack.journal().noted()).containsExactly("inner body returns", "inner sees [inner row]",
                    "outer body returns", "outer");
            assertThat(stack.journal().entries().get(1).transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        }

        @Test
        void requiresNewIsCalledThoughTheOuterRollsBack() {
            assertThatThrownBy(() -> stack.transactions().required(() -> {
                call("outer");
                stack.transactions().requiresNew(() -> call("inner"));
                throw new IllegalArgumentException("outer");
            })).hasMessage("outer");

            assertThat(stack.journal().noted()).containsExactly("inner");
        }

        @Test
        void requiresNewThatRollsBackIsDroppedThoughTheOuterCommits() throws Exception {
            stack.transactions().required(() -> {
                call("outer");
                assertThatThrownBy(() -> stack.transactions().requiresNew(() -> {
                    call("inner");
                    throw new IllegalArgumentException("inner");
                })).hasMessage("inner");
            });

            assertThat(stack.journal().noted()).containsExactly("outer");
        }

        @Test
        void whatItsCallbacksDoIsNoPartOfTheOuterTransaction() {
            assertThatThrownBy(() -> stack.transactions().required(() -> {
                stack.transactions()
                        .requiresNew(() -> stack.afterCommit().call(() -> stack.database().save("by the callback")));
                throw new IllegalArgumentException("outer");
            })).hasMessage("outer");

            assertThat(stack.database().notes()).containsExactly("by the callback");
        }
    }

    @Nested
    class WithoutATransaction {

        @Test
        void supportsAndNeverCallAtOnce() throws Exception {
            stack.transactions().supports(() -> {
                call("supports");
                note("supports returns");
            });
            stack.transactions().never(() -> {
                call("never");
                note("never returns");
            });

            assertThat(stack.journal().noted()).containsExactly("supports", "supports returns", "never",
                    "never returns");
        }

        @Test
        void notSupportedCallsAtOnceInsideAnotherTransaction() throws Exception {
            stack.transactions().required(() -> {
                call("outer");
                stack.transactions().notSupported(() -> {
                    call("not supported");
                    note("not supported returns");
                });
            });

            assertThat(stack.journal().noted()).containsExactly("not supported", "not supported returns", "outer");
        }

        @Test
        void mandatoryIsRefusedByTheContainer() {
            assertThatThrownBy(() -> stack.transactions().mandatory(() -> call("never reached")))
                    .isInstanceOf(TransactionalException.class);
            assertThat(stack.journal().noted()).isEmpty();
        }

        @Test
        void aUserTransactionInANotSupportedBodyIsCalledAtItsOwnCommit() throws Exception {
            stack.transactions().required(() -> {
                call("outer");
                stack.transactions().notSupported(() -> {
                    stack.transactions().userTransaction(() -> call("user transaction"));
                    note("not supported returns");
                });
                note("outer returns");
            });

            assertThat(stack.journal().noted()).containsExactly("user transaction", "not supported returns",
                    "outer returns", "outer");
        }
    }

    @Nested
    class SuspendedAndResumed {

        @Test
        void aCallWhileTheTransactionIsSuspendedIsMadeAtOnce() throws Exception {
            stack.manager().begin();
            call("before");
            Transaction suspended = stack.manager().suspend();
            call("while suspended");
            stack.manager().resume(suspended);
            call("after");
            stack.manager().commit();

            assertThat(stack.journal().noted()).containsExactly("while suspended", "before", "after");
        }

        @Test
        void anotherTransactionMeanwhileHasItsOwnCalls() throws Exception {
            stack.transactions().required(() -> {
                call("outer");
                Transaction suspended = stack.manager().suspend();
                stack.manager().begin();
                call("inner");
                stack.manager().commit();
                note("inner has committed");
                stack.manager().resume(suspended);
            });

            assertThat(stack.journal().noted()).containsExactly("inner", "inner has committed", "outer");
        }

        @Test
        void twoTransactionsMayBeInterleavedOnOneThread() throws Exception {
            stack.manager().begin();
            call("first 1");
            Transaction first = stack.manager().suspend();
            stack.manager().begin();
            call("second 1");
            Transaction second = stack.manager().suspend();
            stack.manager().resume(first);
            call("first 2");
            stack.manager().suspend();
            stack.manager().resume(second);
            call("second 2");
            stack.manager().commit();
            stack.manager().resume(first);
            stack.manager().rollback();

            assertThat(stack.journal().noted()).containsExactly("second 1", "second 2");
        }

        @Test
        void callsAreMadeOnTheThreadThatCommits() throws Exception {
            stack.manager().begin();
            call("here");
            Transaction transaction = stack.manager().suspend();
            AtomicReference<Thread> committer = new AtomicReference<>();
            stack.onAnotherThread(() -> {
                committer.set(Thread.currentThread());
                stack.manager().resume(transaction);
                call("there");
                stack.manager().commit();
            });

            assertThat(stack.journal().noted()).containsExactly("here", "there");
            assertThat(stack.journal().entries())
                    .allSatisfy(entry -> assertThat(entry.thread()).isSameAs(committer.get()));
        }

        @Test
        void aTransactionThatIsCommittedInsideAnotherOnesBodyDoesNotWaitForIt() throws Exception {
            stack.manager().begin();
            call("earlier");
            Transaction earlier = stack.manager().suspend();
            stack.transactions().required(() -> {
                call("outer");
                Transaction outer = stack.manager().suspend();
                stack.manager().resume(earlier);
                stack.manager().commit();
                note("earlier has committed");
                stack.manager().resume(outer);
            });

            assertThat(stack.journal().noted()).containsExactly("earlier", "earlier has committed", "outer");
        }
    }

    /** {@code Transaction.commit()} completes another transaction than the one on its thread. */
    @Nested
    class CommittedBesideAnother {

        private Transaction begun(Demarcated demarcated) throws Exception {
            AtomicReference<Transaction> begun = new AtomicReference<>();
            // what the container has to complete was taken away from it
            catchThrowable(() -> demarcated.run(stack.transactions(), () -> {
                stack.database().save("other row");
                call("of the other");
                begun.set(stack.manager().suspend());
            }));
            return begun.get();
        }

        @ParameterizedTest
        @EnumSource
        void itsCallsWaitForNoOtherCommit(Demarcated demarcated) throws Exception {
            Transaction other = begun(demarcated);
            stack.transactions().userTransaction(() -> {
                call("of the one on the thread");
                other.commit();
                note("the other has committed, there are " + stack.database().notes());
            });

            assertThat(stack.journal().noted()).containsExactly("of the other",
                    "the other has committed, there are [other row]", "of the one on the thread");
        }

        @ParameterizedTest
        @EnumSource
        void itsCallsAreMadeThoughTheOneOnTheThreadRollsBack(Demarcated demarcated) throws Exception {
            Transaction other = begun(demarcated);
            stack.manager().begin();
            other.commit();
            stack.manager().rollback();

            assertThat(stack.journal().noted()).containsExactly("of the other");
            assertThat(stack.journal().entries().get(0).transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            assertThat(stack.database().notes()).containsExactly("other row");
        }

        @ParameterizedTest
        @EnumSource
        void itsRollbackDropsItsCallsAlone(Demarcated demarcated) throws Exception {
            Transaction other = begun(demarcated);
            stack.transactions().required(() -> {
                call("of the one on the thread");
                other.rollback();
            });

            assertThat(stack.journal().noted()).containsExactly("of the one on the thread");
        }
    }

    @Nested
    class CompletedByTheBody {

        @Test
        void theCallsOfACommitAreMadeThereAndThen() {
            // the container complains afterwards, because nothing is left for it to commit
            assertThatThrownBy(() -> stack.transactions().required(() -> {
                call("own");
                stack.manager().commit();
                note("committed by the body");
            })).isInstanceOf(RuntimeException.class);

            assertThat(stack.journal().noted()).containsExactly("own", "committed by the body");
        }
    }
}
