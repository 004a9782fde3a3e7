// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A callback starts with no transaction, so that everything in it behaves as anywhere else. */
class CallbackTransactionTest {

    @ApplicationScoped
    static class Writer {

        @Inject
        Database database;

        @Inject
        Journal journal;

        @CallAfterCommit
        @Transactional
        void annotatedRequired(String text) {
            journal.note(text);
            database.save(text);
        }

        @CallAfterCommit
        @Transactional(TxType.REQUIRES_NEW)
        void annotatedRequiresNew(String text) {
            journal.note(text);
            database.save(text);
        }

        @CallAfterCommit
        @Transactional
        void annotatedThatFails(String text) {
            database.save(text);
            throw new IllegalStateException("rolls its own transaction back");
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Writer.class);

    private void within(Demarcated demarcated, Work work) {
        try {
            demarcated.run(stack.transactions(), work);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private void nothingIsLeftBehind() throws Exception {
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(stack.manager().getTransaction()).isNull();
        assertThat(stack.database().connectionsInUse()).isZero();
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @Nested
    class WhatItBegins {

        @ParameterizedTest
        @EnumSource
        void isARealTransactionByEveryMeans(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                stack.database().save("outer");
                for (Demarcated inner : Demarcated.values()) {
                    stack.afterCommit().call(() -> within(inner, () -> {
                        stack.journal().note(inner.name());
                        stack.database().save(inner.name());
                    }));
                }
            });

            assertThat(stack.journal().entries()).hasSize(Demarcated.values().length)
                    .allSatisfy(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_ACTIVE));
            assertThat(stack.database().notes()).contains("outer").hasSize(1 + Demarcated.values().length);
            nothingIsLeftBehind();
        }

        @ParameterizedTest
        @EnumSource
        void isARealTransactionByAnnotation(Demarcated outer) throws Exception {
            Writer writer = stack.get(Writer.class);
            outer.run(stack.transactions(), () -> {
                stack.database().save("outer");
                writer.annotatedRequired("required");
                writer.annotatedRequiresNew("requires new");
                assertThat(stack.journal().noted()).isEmpty();
            });

            assertThat(stack.journal().entries()).hasSize(2)
                    .allSatisfy(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_ACTIVE));
            assertThat(stack.database().notes()).containsExactly("outer", "required", "requires new");
            nothingIsLeftBehind();
        }

        @ParameterizedTest
        @EnumSource
        void rollsBackAlone(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                stack.database().save("outer");
                stack.get(Writer.class).annotatedThatFails("undone");
                stack.get(Writer.class).annotatedRequired("kept");
            });

            assertThat(stack.database().notes()).containsExactly("kept", "outer");
            assertThat(stack.logs().messages("CAC-008")).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource
        void mayBeNothingAtAll(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                stack.database().save("outer");
                stack.afterCommit().call(() -> stack.database().save("autocommit"));
            });

            assertThat(stack.database().notes()).containsExactly("autocommit", "outer");
            nothingIsLeftBehind();
        }

        /**
         * No other bean's interceptors are in between: Weld would take a nested use of the library's own bean for a
         * self-invocation.
         */
        @ParameterizedTest
        @EnumSource
        void hasCallbacksOfItsOwnThatStartWithoutATransactionToo(Demarcated outer) throws Exception {
            UserTransaction userTransaction = stack.get(UserTransaction.class);
            outer.run(stack.transactions(), () -> stack.afterCommit().call(() -> {
                try {
                    userTransaction.begin();
                    stack.afterCommit().call(() -> {
                        stack.journal().note("nested");
                        within(Demarcated.USER_TRANSACTION, () -> stack.database().save("nested"));
                    });
                    userTransaction.commit();
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            }));

            assertThat(stack.journal().entries()).singleElement()
                    .satisfies(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION));
            assertThat(stack.database().notes()).containsExactly("nested");
            nothingIsLeftBehind();
        }
    }

    @Nested
    class WhatItLeavesOpen {

        private void begin() {
            try {
                stack.get(UserTransaction.class).begin();
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }

        @ParameterizedTest
        @EnumSource
        void isRolledBackReportedAndInvisibleToTheNextCallbackAndTheCommitter(Demarcated outer) throws Exception {
            outer.run(stack.transactions(), () -> {
                stack.database().save("outer");
                stack.afterCommit().call(() -> {
                    begin();
                    stack.database().save("left open");
                    stack.afterCommit().call(stack.journal().noting("dropped with it"));
                });
                stack.afterCommit().call(stack.journal().noting("next"));
            });

            assertThat(stack.journal().entries()).singleElement().satisfies(entry -> {
                assertThat(entry.what()).isEqualTo("next");
                assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            });
            assertThat(stack.database().notes()).containsExactly("outer");
            assertThat(stack.logs().records("CAC-008")).singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).hasMessageContaining("CAC-023"));
            assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            assertThat(stack.database().connectionsInUse()).isZero();
        }

        @ParameterizedTest
        @EnumSource
        void isRolledBackTooWhereTheCallbackFails(Demarcated outer) throws Exception {
            IllegalArgumentException failure = new IllegalArgumentException("fails");
            outer.run(stack.transactions(), () -> stack.afterCommit().call(() -> {
                begin();
                stack.database().save("left open");
                throw failure;
            }));

            assertThat(stack.database().notes()).isEmpty();
            assertThat(stack.logs().records("CAC-008")).singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).isSameAs(failure));
            assertThat(failure.getSuppressed()).singleElement()
                    .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("CAC-023"));
            assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        }
    }
}
