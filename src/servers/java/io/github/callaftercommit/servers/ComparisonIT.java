// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import io.github.callaftercommit.servers.app.Later.Way;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before anything is undeployed: TomEE closes the data sources of all applications then. */
@OnServer
@Order(5)
class ComparisonIT {

    private static final int TRANSACTIONS = 120;
    private static final int ROUNDS = 4_000;

    /** What is done after the commit, and what must have come of it. */
    enum Compared {
        TRANSACTIONAL("It writes with `@Transactional`", "write", "eight", Demarcation.REQUIRED, 2),
        EJB("It writes with an EJB", "write", "eight", Demarcation.EJB, 2),
        USER_TRANSACTION("It writes with `UserTransaction`", "write", "eight", Demarcation.USER_TRANSACTION, 2),
        PLAIN_JDBC("It writes with plain JDBC", "write", "eight", Demarcation.NONE, 2),
        POOL_OF_ONE("It writes with `REQUIRES_NEW`, pool of one", "write", "local", Demarcation.REQUIRES_NEW, 2),
        UNDO("What it writes with `REQUIRES_NEW` and rolls back is gone", "undo", "eight", Demarcation.NONE, 1),
        EXCEPTION("It throws: the next one is done, and the committer sees nothing", "exception", "eight", null, 0),
        ERROR("It throws an `Error`: the next one is done, and the committer sees nothing", "error", "eight", null, 0),
        AT_ONCE("Without a transaction it is done at once", "at once", "eight", null, 0),
        FLUSH("It is asked for when the commit flushes", "flush", "eight", null, 1);

        private final String title;
        private final String what;
        private final String source;
        private final Demarcation inner;
        private final int rows;

        Compared(String title, String what, String source, Demarcation inner, int rows) {
            this.title = title;
            this.what = what;
            this.source = source;
            this.inner = inner;
            this.rows = rows;
        }

        private boolean holds(Answer answer, int seen) {
            List<String> steps = inner == null ? List.of("called") : List.of();
            return answer.all("step").equals(steps) && answer.all("committer").isEmpty() && seen == rows
                    && Long.parseLong(answer.all("millis").get(0)) < Database.POOL_TIMEOUT_MILLIS / 2;
        }
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("What others do in AFTER_SUCCESS observers and in synchronizations by hand is done")
    void afterTheCommit(Compared compared, RunningServer running) throws Exception {
        if (compared == Compared.UNDO) {
            String witness = Application.newId();
            running.application.play("comparison", "id", witness, "way", Way.LIBRARY, "what", "witness", "source",
                    compared.source);
            Assumptions.assumeTrue(running.database.count(witness + "-%") == 0,
                    "does not roll back for an exception of a @Transactional method itself");
        }
        for (Way way : Way.values()) {
            String id = Application.newId();
            Answer answer = running.application.play("comparison", "id", id, "way", way, "what", compared.what,
                    "source", compared.source, "inner",
                    (compared.inner == null ? Demarcation.NONE : compared.inner).name());
            boolean holds = compared.holds(answer, running.database.count(id + "-%"));
            Comparison.note(compared.title, way.name(), String.valueOf(holds));
            assertThat(holds || way != Way.LIBRARY).as("%s", answer).isTrue();
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("30 threads on a pool of 20, in each way, end")
    void load(Way way, RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("load", "id", id, "transactions", TRANSACTIONS, "by", way);

        boolean holds = answer.all("failed").isEmpty() && running.database.count(id + "-%-inner") == TRANSACTIONS
                && Long.parseLong(answer.all("longestMillis").get(0)) < Database.POOL_TIMEOUT_MILLIS;
        Comparison.note("30 threads on a pool of 20: no stall, nothing failed or lost", way.name(),
                String.valueOf(holds));
        assertThat(holds || way != Way.LIBRARY).as("%s", answer).isTrue();
    }

    @Test
    @Order(3)
    @DisplayName("One insert after the commit is measured in each way, and by hand after the method has returned")
    void time(RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("comparison", "id", id, "way", Way.LIBRARY, "what", "measure",
                "source", "eight", "rounds", ROUNDS);

        for (Way way : Way.values()) {
            boolean allThere = running.database.count(id + "-" + way + "-%-inner") == ROUNDS;
            Comparison.note("Time of a transaction with an insert after it, by hand = 1", way.name(),
                    allThere ? answer.all(way.name()).get(0).substring(0, 4) : "false");
        }
    }

    @Test
    @Order(4)
    @DisplayName("Observers of the other phases are looked at")
    void otherPhases(RunningServer running) throws Exception {
        for (String end : List.of("commit", "rollback")) {
            Answer answer = running.application.play("comparison", "id", Application.newId(), "way", Way.LIBRARY,
                    "what", end, "source", "eight");
            Comparison.note(
                    end.equals("commit")
                            ? "A `BEFORE_COMPLETION` observer hears before the commit"
                            : "An `AFTER_FAILURE` observer hears after the rollback",
                    Way.AFTER_SUCCESS.name(), String.valueOf(answer.all("phase")
                            .equals(List.of(end.equals("commit") ? "BEFORE_COMPLETION" : "AFTER_FAILURE"))));
        }
    }
}
