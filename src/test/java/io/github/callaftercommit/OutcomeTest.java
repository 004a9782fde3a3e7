// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the queued calls, by the outcome of their transaction, however it is demarcated. */
class OutcomeTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @ParameterizedTest
    @EnumSource
    void committedCallsAreMadeOnceInOrderWhenEverybodySeesTheRow(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("row");
            stack.afterCommit().call(() -> stack.journal().note("1 sees " + stack.database().notes()));
            stack.afterCommit().call(stack.journal().noting("2"));
            assertThat(stack.journal().noted()).isEmpty();
        });

        assertThat(stack.journal().noted()).containsExactly("1 sees [row]", "2");
        assertThat(stack.journal().entries()).allSatisfy(entry -> {
            assertThat(entry.thread()).isSameAs(Thread.currentThread());
            assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        });
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rolledBackCallsAreDroppedWithOneLineThatCountsAndNamesThem(Demarcated demarcated) {
        IllegalArgumentException failure = new IllegalArgumentException("no");

        assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
            stack.database().save("row");
            stack.afterCommit().call(stack.journal().noting("1"));
            stack.afterCommit().call(stack.journal()::note, "2");
            throw failure;
        })).isSameAs(failure);

        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.database().notes()).isEmpty();
        assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains("2 calls were dropped",
                "has rolled back", "lambda in Journal.noting", "Journal.note(String)");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void callsOfATransactionThatIsMarkedForRollbackAfterwardsAreDropped(Demarcated demarcated) throws Exception {
        Work work = () -> {
            stack.afterCommit().call(stack.journal().noting("dropped"));
            stack.manager().setRollbackOnly();
        };
        if (demarcated.hasBoundary()) {
            demarcated.run(stack.transactions(), work);
        } else {
            assertThatThrownBy(() -> demarcated.run(stack.transactions(), work)).isInstanceOf(RollbackException.class);
        }

        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().messages("CAC-004")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionInWhichNobodyCallsIsLeftAlone(Demarcated demarcated) throws Exception {
        List<LogRecord> before = stack.logs().records();
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("row");
            assertThat(synchronizations()).noneMatch(registered -> registered.contains("callaftercommit"));
        });
        assertThat(stack.logs().records()).isEqualTo(before);

        demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(stack.journal().noting("called"));
            assertThat(synchronizations()).anyMatch(registered -> registered.contains("callaftercommit"));
        });
    }

    private List<String> synchronizations() throws Exception {
        Map<?, ?> registered = ((TransactionImple) stack.manager().getTransaction()).getSynchronizations();
        return registered.values().stream().map(Object::toString).toList();
    }

    @ParameterizedTest
    @EnumSource
    void twoTransactionsInARowDoNotSeeEachOthersCalls(Demarcated demarcated) throws Exception {
        assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(stack.journal().noting("of the first"));
            throw new IllegalArgumentException("rolls back");
        })).hasMessage("rolls back");
        demarcated.run(stack.transactions(), () -> stack.afterCommit().call(stack.journal().noting("of the second")));
        demarcated.run(stack.transactions(), () -> stack.database().save("row of the third"));

        assertThat(stack.journal().noted()).containsExactly("of the second");
    }

    @Test
    void aTransactionalMethodReturnsItsResultWithCallsAndWithout() throws Exception {
        assertThat(stack.transactions().<String>returning(() -> "nobody calls")).isEqualTo("nobody calls");
        assertThat(stack.transactions().<String>returning(() -> {
            stack.afterCommit().call(stack.journal().noting("1"));
            return "called";
        })).isEqualTo("called");

        assertThat(stack.journal().noted()).containsExactly("1");
    }
}
