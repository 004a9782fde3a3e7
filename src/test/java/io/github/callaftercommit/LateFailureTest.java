// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A real database fails while it commits. */
class LateFailureTest {

    private static Work losingTheDatabaseBeforeTheCommit(EmbeddedStack stack) {
        return () -> {
            stack.database().save("row");
            stack.afterCommit().call(stack.journal().noting("called"));
            stack.database().change("select pg_terminate_backend(" + backend(stack.database()) + ", 10000)");
        };
    }

    private static int backend(Database database) throws SQLException {
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Narayana tells the synchronizations COMMITTED, there is no row, and commit() throws: a boundary sees it throw,
     * and elsewhere the transaction itself tells of it.
     */
    @ParameterizedTest
    @EnumSource
    void anXaTransactionThatLosesItsDatabaseIsNeverCalled(Demarcated demarcated) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of().postgres().xa().start()) {
            assertThatThrownBy(() -> demarcated.run(stack.transactions(), losingTheDatabaseBeforeTheCommit(stack)))
                    .isInstanceOf(HeuristicMixedException.class);

            assertThat(stack.database().notes()).isEmpty();
            assertThat(stack.journal().noted()).isEmpty();
            String[] told = demarcated.hasBoundary()
                    ? new String[]{"CAC-006", "1 call was dropped", "HeuristicMixedException", "Journal"}
                    : new String[]{"CAC-005", "1 call was dropped", "UNKNOWN", "Journal"};
            assertThat(stack.logs().alarms()).singleElement().asString().contains(told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLocalTransactionThatLosesItsDatabaseIsRolledBackAndNeverCalled(Demarcated demarcated) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of().postgres().start()) {
            assertThatThrownBy(() -> demarcated.run(stack.transactions(), losingTheDatabaseBeforeTheCommit(stack)))
                    .isInstanceOf(RollbackException.class);

            assertThat(stack.database().notes()).isEmpty();
            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-004")).hasSize(1);
        }
    }

    @ParameterizedTest(name = "XA {0}, {1}")
    @MethodSource("poolsAndDemarcations")
    void aUniqueViolationThatIsDeferredToTheCommitIsNeverCalled(boolean xa, Demarcated demarcated) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of().postgres().xa(xa).start()) {
            stack.database().change("alter table note drop constraint note_pkey");
            stack.database().change("alter table note add unique (text) deferrable initially deferred");

            assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.database().save("row");
                stack.afterCommit().call(stack.journal().noting("called"));
            })).isInstanceOf(RollbackException.class);

            assertThat(stack.database().notes()).isEmpty();
            assertThat(stack.journal().noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-004")).hasSize(1);
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    @ParameterizedTest(name = "XA {0}, {1}")
    @MethodSource("poolsAndDemarcations")
    void withoutAFailureEverybodySeesTheRow(boolean xa, Demarcated demarcated) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.of().postgres().pool(1).xa(xa).start()) {
            demarcated.run(stack.transactions(), () -> {
                stack.database().save("row");
                stack.afterCommit().call(() -> stack.journal().note("sees " + stack.database().notes()));
                stack.afterCommit().call(() -> stack.database().save("written in the callback"));
            });

            assertThat(stack.journal().noted()).containsExactly("sees [row]");
            assertThat(stack.database().notes()).containsExactly("row", "written in the callback");
        }
    }

    private static Stream<Arguments> poolsAndDemarcations() {
        return Stream.of(false, true)
                .flatMap(xa -> Stream.of(Demarcated.values()).map(demarcated -> Arguments.of(xa, demarcated)));
    }
}
