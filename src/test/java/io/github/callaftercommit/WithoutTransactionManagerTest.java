// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where no TransactionManager can be found, the interposed synchronization has to do: everything holds, but for the
 * connection that is still in use under UserTransaction.
 */
class WithoutTransactionManagerTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.transactionManager());

    private void within(Demarcated demarcated, Work work) {
        try {
            demarcated.run(stack.transactions(), work);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void theStartWarnsAndSaysWhatToDo() {
        assertThat(stack.logs().alarms()).singleElement().asString().startsWith("CAC-001").contains(
                "TransactionSynchronizationRegistry found: a CDI bean", "TransactionManager found: nowhere",
                "Provide a CDI bean of that type, too");
    }

    @ParameterizedTest
    @EnumSource
    void committedCallsAreMadeInOrderWithoutTheTransaction(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("row");
            stack.afterCommit().call(() -> stack.journal().note("1 sees " + stack.database().notes()));
            stack.afterCommit().call(stack.journal().failing("2", new AssertionError()));
            stack.afterCommit().call(stack.journal().noting("3"));
        });

        assertThat(stack.journal().noted()).containsExactly("1 sees [row]", "2", "3");
        assertThat(stack.journal().entries())
                .allSatisfy(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION));
        assertThat(stack.logs().messages("CAC-008")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void rolledBackCallsAreDropped(Demarcated demarcated) {
        assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(stack.journal().noting("dropped"));
            throw new IllegalArgumentException("no");
        })).hasMessage("no");

        assertThat(stack.journal().noted()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void callbacksBeginRealTransactions(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("outer");
            for (Demarcated inner : Demarcated.values()) {
                stack.afterCommit().call(() -> within(inner, () -> stack.database().save(inner.name())));
            }
        });

        assertThat(stack.database().notes()).hasSize(1 + Demarcated.values().length);
        assertThat(stack.logs().alarmsSinceStart()).isEmpty();
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @ParameterizedTest
    @EnumSource
    void callbacksOfTransactionsInCallbacksStartWithoutOneToo(Demarcated demarcated) throws Exception {
        UserTransaction userTransaction = stack.get(UserTransaction.class);
        demarcated.run(stack.transactions(), () -> stack.afterCommit().call(() -> {
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
    }

    @ParameterizedTest
    @EnumSource
    void whatACallbackLeavesOpenIsRolledBack(Demarcated demarcated) throws Exception {
        UserTransaction userTransaction = stack.get(UserTransaction.class);
        demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(() -> {
                try {
                    userTransaction.begin();
                    stack.database().save("left open");
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            });
            stack.afterCommit().call(stack.journal().noting("next"));
        });

        assertThat(stack.journal().entries()).singleElement()
                .satisfies(entry -> assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION));
        assertThat(stack.database().notes()).isEmpty();
        assertThat(stack.logs().messages("CAC-008")).hasSize(1);
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }
}
