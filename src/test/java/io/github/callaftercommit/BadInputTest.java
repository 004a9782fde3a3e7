// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.AfterCommitService.CallbackWithArgument;
import io.github.callaftercommit.AfterCommitService.CallbackWithArguments;
import io.github.callaftercommit.internal.Internals;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Input and what happens: each row ends as documented, and the committer never sees it. */
class BadInputTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Nested
    class Null {

        @Test
        void callbackIsRefusedAtTheCallInsideATransactionAndOutside() throws Exception {
            assertRefused(() -> stack.afterCommit().call(null), "callback");
            stack.transactions().required(() -> assertRefused(() -> stack.afterCommit().call(null), "callback"));
        }

        @Test
        void methodIsRefusedAtTheCall() {
            assertRefused(
                    () -> stack.afterCommit().call((CallbackWithArgument<String, RuntimeException>) null, "argument"),
                    "method");
            assertRefused(() -> stack.afterCommit().call((CallbackWithArguments<String, String, RuntimeException>) null,
                    "first", "second"), "method");
        }

        @Test
        void keyAndCallbackOfCallOnceAreRefusedAtTheCall() {
            assertRefused(() -> stack.afterCommit().callOnce(null, () -> {}), "key");
            assertRefused(() -> stack.afterCommit().callOnce("key", null), "callback");
        }

        @Test
        void argumentsArePassedOn() throws Exception {
            List<Object> seen = new ArrayList<>();
            stack.transactions().required(() -> {
                stack.afterCommit().call(seen::add, (String) null);
                stack.afterCommit().call((first, second) -> seen.add(first == null && second == null), null, null);
            });
            assertThat(seen).containsExactly(null, true);
        }

        private void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String what) {
            assertThatThrownBy(call).isInstanceOf(NullPointerException.class)
                    .hasMessageStartingWith("CAC-024: The " + what + " is null");
        }
    }

    /** Callbacks that do what they should not; the next one is called as if nothing had happened. */
    private enum Callback {
        THROWS_AN_EXCEPTION(true, stack -> {
            throw new IllegalArgumentException("bad");
        }), THROWS_A_CHECKED_EXCEPTION(true, stack -> {
            throw Internals.unchecked(new java.io.IOException("bad"));
        }), THROWS_AN_ERROR_AS_A_REFUSED_EXIT_WOULD(true, stack -> {
            throw new ThreadDeathOfItsOwn();
        }), OVERFLOWS_THE_STACK(true, Callback::overflow), RUNS_OUT_OF_MEMORY(true, stack -> {
            throw new OutOfMemoryError("bad");
        }), THROWS_WHAT_HAS_NO_STACK_TRACE_AND_FAILS_TO_DESCRIBE_ITSELF(true, stack -> {
            throw new Undescribable();
        }), INTERRUPTS_ITS_THREAD(false, stack -> Thread.currentThread().interrupt()),
        CHANGES_THE_CLASS_LOADER(false,
                stack -> Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0]))),
        REMOVES_THE_CLASS_LOADER(false, stack -> Thread.currentThread().setContextClassLoader(null)),
        LEAVES_A_TRANSACTION_OPEN(true, stack -> stack.manager().begin()),
        LEAVES_A_TRANSACTION_MARKED_FOR_ROLLBACK(true, stack -> {
            stack.manager().begin();
            stack.manager().setRollbackOnly();
        }), SETS_ROLLBACK_ONLY_WITHOUT_A_TRANSACTION(true, stack -> stack.get(UserTransaction.class).setRollbackOnly()),
        COMMITS_WHAT_IT_HAS_NOT_BEGUN(true, stack -> stack.get(UserTransaction.class).commit()),
        ROLLS_BACK_WHAT_IT_HAS_NOT_BEGUN(true, stack -> stack.get(UserTransaction.class).rollback()),
        SUSPENDS_NOTHING(false, stack -> stack.manager().suspend()),
        CLEARS_THE_PENDING_CALLS(false, stack -> stack.afterCommit().pending().callNow()),
        CALLS_WITH_NULL(true, stack -> stack.afterCommit().call(null)),
        REQUIRES_A_TRANSACTION(true, stack -> stack.afterCommit().requireTransaction().call(() -> {}));

        /** What must not escape; sending a real ThreadDeath is deprecated. */
        private static final class ThreadDeathOfItsOwn extends Error {

            private static final long serialVersionUID = 1;
        }

        private static final class Undescribable extends RuntimeException {

            private static final long serialVersionUID = 1;

            private Undescribable() {
                super(null, null, false, false);
            }

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }

            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        }

        private interface Deed {

            void run(EmbeddedStack stack) throws Exception;
        }

        private final boolean fails;
        private final Deed deed;

        Callback(boolean fails, Deed deed) {
            this.fails = fails;
            this.deed = deed;
        }

        private void run(EmbeddedStack stack) {
            try {
                deed.run(stack);
            } catch (Exception failure) {
                throw Internals.unchecked(failure);
            }
        }

        private static void overflow(EmbeddedStack stack) {
            overflow(stack);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackHurtsNobodyButItselfUnderTransactional(Callback callback) throws Exception {
        assertHurtsNobody(callback, work -> stack.transactions().required(work));
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackHurtsNobodyButItselfUnderUserTransaction(Callback callback) throws Exception {
        assertHurtsNobody(callback, work -> stack.transactions().userTransaction(work));
    }

    private interface Committer {

        void commit(Work work) throws Exception;
    }

    private void assertHurtsNobody(Callback callback, Committer committer) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        try {
            committer.commit(() -> {
                stack.database().save("committed");
                stack.afterCommit().call(() -> callback.run(stack));
                stack.afterCommit().call(stack.journal().noting("next"));
            });
        } finally {
            // a callback that was told to stop tells its thread: the committer sees the flag, as after any other call
            assertThat(Thread.interrupted()).isEqualTo(callback == Callback.INTERRUPTS_ITS_THREAD);
        }
        assertThat(stack.journal().entries())
                .extracting(Journal.Entry::what, Journal.Entry::transactionStatus, Journal.Entry::contextClassLoader)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("next", Status.STATUS_NO_TRANSACTION, loader));
        assertThat(stack.database().notes()).containsExactly("committed");
        assertThat(stack.logs().records("CAC-008")).hasSize(callback.fails ? 1 : 0);
        assertThat(stack.logs().alarms()).hasSize(callback.fails ? 1 : 0);
        assertThat(thread.getContextClassLoader()).isSameAs(loader);
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Nested
    class Nesting {

        @Test
        void tenLevelsOfCallsInCallbacksRunInPlace() throws Exception {
            stack.transactions().required(() -> stack.afterCommit().call(nested(1, 10)));
            assertThat(stack.journal().noted()).containsExactly("begin 1", "begin 2", "begin 3", "begin 4", "begin 5",
                    "begin 6", "begin 7", "begin 8", "begin 9", "begin 10", "end 10", "end 9", "end 8", "end 7",
                    "end 6", "end 5", "end 4", "end 3", "end 2", "end 1");
        }

        @Test
        void tenLevelsOfTransactionsInCallbacksAllCommitAndCall() throws Exception {
            stack.transactions().required(() -> stack.afterCommit().call(inTransactions(1, 10)));
            assertThat(stack.database().notes()).hasSize(10);
            assertThat(stack.journal().noted()).hasSize(10).isSorted();
            assertThat(stack.logs().alarms()).isEmpty();
        }

        private AfterCommitService.Callback<RuntimeException> nested(int level, int last) {
            return () -> {
                stack.journal().note("begin " + level);
                if (level < last) {
                    stack.afterCommit().call(nested(level + 1, last));
                }
                stack.journal().note("end " + level);
            };
        }

        private AfterCommitService.Callback<RuntimeException> inTransactions(int level, int last) {
            return () -> {
                stack.journal().note("level " + (char) ('a' + level));
                try {
                    stack.transactions().required(() -> {
                        stack.database().save("level " + level);
                        if (level < last) {
                            stack.afterCommit().call(inTransactions(level + 1, last));
                        }
                    });
                } catch (Exception failure) {
                    throw Internals.unchecked(failure);
                }
            };
        }
    }

    @Test
    void aCallbackWhoseToStringThrowsIsNamedByItsClass() throws Exception {
        @SuppressWarnings("serial")
        class Mute implements AfterCommitService.Callback<RuntimeException> {

            @Override
            public void call() {
                throw new IllegalStateException("bad");
            }

            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        }
        stack.transactions().required(() -> {
            stack.afterCommit().call(new Mute());
            assertThat(stack.afterCommit().pending().names()).containsExactly(Mute.class.getName());
        });
        assertThat(stack.logs().messages("CAC-008")).singleElement().asString()
                .startsWith("CAC-008: " + Mute.class.getName() + " failed");
    }

    @Test
    void noLogLineShowsAnArgument() throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().call(secret -> stack.journal().note("called"), "secret-4711");
            stack.afterCommit().call((secret, other) -> {
                throw new IllegalStateException("bad");
            }, "secret-4711", "secret-4712");
        });
        stack.transactions().userTransaction(() -> {
            stack.afterCommit().call(secret -> stack.journal().note("never"), "secret-4711");
            stack.get(UserTransaction.class).setRollbackOnly();
            stack.afterCommit().call(secret -> stack.journal().note("never"), "secret-4711");
            stack.manager().rollback();
            stack.manager().begin();
        });
        assertThat(stack.logs().records()).isNotEmpty()
                .allSatisfy(record -> assertThat(record.getMessage()).doesNotContain("secret"));
    }

    @Test
    void aKeyWhoseEqualsThrowsIsTheCallersOwnFault() throws Exception {
        class Bad {

            @Override
            public int hashCode() {
                return 1;
            }

            @Override
            public boolean equals(Object other) {
                throw new IllegalArgumentException("bad key");
            }
        }
        stack.transactions().required(() -> {
            stack.afterCommit().callOnce(new Bad(), stack.journal().noting("first"));
            assertThatThrownBy(() -> stack.afterCommit().callOnce(new Bad(), stack.journal().noting("second")))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("bad key");
        });
        assertThat(stack.journal().noted()).containsExactly("first");
    }

    @Test
    void aKeyWhoseHashCodeThrowsInTheFirstCallIsTheCallersOwnFault() throws Exception {
        class Bad {

            @Override
            public int hashCode() {
                throw new UnsupportedOperationException("bad key");
            }
        }
        stack.transactions().required(() -> {
            assertThatThrownBy(() -> stack.afterCommit().callOnce(new Bad(), stack.journal().noting("never")))
                    .isInstanceOf(UnsupportedOperationException.class).hasMessage("bad key");
            stack.afterCommit().call(stack.journal().noting("called"));
        });

        assertThat(stack.journal().noted()).containsExactly("called");
    }

    @Test
    void aTransactionThatIsLeftTimedOutByACallbackIsGoneForTheNext() throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().call(() -> assertThatCode(() -> {
                stack.manager().begin();
                com.arjuna.ats.arjuna.coordinator.BasicAction action = com.arjuna.ats.arjuna.coordinator.BasicAction
                        .Current();
                stack.onAnotherThread(((com.arjuna.ats.arjuna.coordinator.Reapable) action)::cancel);
            }).doesNotThrowAnyException());
            stack.afterCommit().call(stack.journal().noting("next"));
        });
        assertThat(stack.journal().entries()).singleElement().extracting(Journal.Entry::transactionStatus)
                .isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(stack.logs().records("CAC-008")).hasSize(1);
    }

    @Test
    void aCallbackThatResumesATransactionOfOthersDoesNotPassItOn() throws Exception {
        stack.manager().begin();
        Transaction others = stack.manager().suspend();
        stack.transactions().required(() -> {
            stack.afterCommit()
                    .call(() -> assertThatCode(() -> stack.manager().resume(others)).doesNotThrowAnyException());
            stack.afterCommit().call(stack.journal().noting("next"));
        });
        assertThat(stack.journal().entries()).singleElement().extracting(Journal.Entry::transactionStatus)
                .isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(others.getStatus()).isEqualTo(Status.STATUS_ROLLEDBACK);
    }
}
