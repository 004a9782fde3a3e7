// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.github.callaftercommit.servers.app.Demarcation;
import io.github.callaftercommit.servers.app.Later.Way;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Before anything is undeployed: TomEE closes the data sources of all applications then. */
@OnServer
@Order(5)
@Tag("everywhere")
class ComparisonIT {

    private static final int THREADS = 30;
    private static final int TRANSACTIONS = 120;
    private static final int ROUNDS = 4_000;

    /** What is done after the commit, and what must have come of it; what may leak the only connection comes last. */
    enum Compared {
        LOAD("30 threads on a pool of 20: no stall, nothing failed or lost", "load", "wide", null, 0),
        TRANSACTIONAL("It writes with `@Transactional`", "write", "eight", Demarcation.REQUIRED, 2),
        EJB("It writes with an EJB", "write", "eight", Demarcation.EJB, 2),
        USER_TRANSACTION("It writes with `UserTransaction`", "write", "eight", Demarcation.USER_TRANSACTION, 2),
        PLAIN_JDBC("It writes with plain JDBC", "write", "eight", Demarcation.NONE, 2),
        UNDO("What it writes with `REQUIRES_NEW` and rolls back is gone", "undo", "eight", Demarcation.NONE, 1),
        EXCEPTION("It throws: the next one is done, and the committer sees nothing", "exception", "eight", null, 0),
        ERROR("It throws an `Error`: the next one is done, and the committer sees nothing", "error", "eight", null, 0),
        AT_ONCE("Without a transaction it is done at once", "at once", "eight", null, 0),
        FLUSH("It is asked for when the commit flushes", "flush", "eight", null, 1),
        HEURISTIC("The commit throws that it was done in part: it is not done", "heuristic", "eight", null, 0),
        POOL_OF_ONE("It writes with `REQUIRES_NEW`, pool of one", "write", "local", Demarcation.REQUIRES_NEW, 2);

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

        private String trouble(Answer answer, int seen) {
            List<String> steps = inner == null && this != HEURISTIC && this != UNDO ? List.of("called") : List.of();
            boolean holds = answer.all("step").equals(steps) && answer.all("committer").isEmpty() == (this != HEURISTIC)
                    && seen == rows && Long.parseLong(answer.all("millis").get(0)) < Database.POOL_TIMEOUT_MILLIS / 2;
            return holds ? "" : answer.toString();
        }
    }

    /** First: what others leak would be measured, too. */
    @Test
    @Order(1)
    @DisplayName("One insert after the commit is measured in each way, and by hand after the method has returned")
    void time(RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("comparison", "id", id, "way", Way.LIBRARY, "what", "measure",
                "source", "eight", "rounds", ROUNDS);

        for (Way way : Way.values()) {
            boolean allThere = running.database.count(id + "-" + way + "-%-inner") == ROUNDS;
            note("Median latency of a request with an insert after its commit, by hand = 1", way, allThere,
                    answer.all(way.name()));
            note("Throughput of such requests, by hand = 1", way, allThere, answer.all(way + "Throughput"));
        }
    }

    private static void note(String row, Way way, boolean holds, List<String> measured) {
        Comparison.note(row, way.name(), holds ? measured.get(0).substring(0, 4) : "false");
    }

    /** One way after the other: a connection that one of them leaks is missed by no other. */
    @Order(2)
    @ParameterizedTest(name = "{1}, {0}")
    @MethodSource("each")
    @DisplayName("What others do in AFTER_SUCCESS observers and in synchronizations by hand is done")
    void afterTheCommit(Way way, Compared compared, RunningServer running) throws Exception {
        assumeComparable(compared, running);
        String id = Application.newId();

        String trouble = compared == Compared.LOAD
                ? hasJakartaEe() ? loadOfServer(way, id, running) : loadOverHttp(way, id, running)
                : compared.trouble(play(running.application, id, way, compared.what, compared),
                        running.database.count(id + "-%"));

        Comparison.note(compared.title, way.name(), String.valueOf(trouble.isEmpty()));
        assertThat(way == Way.LIBRARY ? trouble : "").isEmpty();
    }

    static Stream<Arguments> each() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Compared.values())
                        .filter(compared -> compared != Compared.EJB || hasJakartaEe())
                        .map(compared -> Arguments.of(way, compared)));
    }

    private static boolean hasJakartaEe() {
        return !Platform.requested().ee.isEmpty();
    }

    private static void assumeComparable(Compared compared, RunningServer running) throws Exception {
        String witness = Application.newId();
        if (compared == Compared.UNDO) {
            play(running.application, witness, Way.LIBRARY, "witness", compared);
            assumeTrue(running.database.count(witness + "-%") == 0,
                    "does not roll back for an exception of a @Transactional method itself");
        } else if (compared == Compared.HEURISTIC) {
            assumeFalse(
                    play(running.application, witness, Way.LIBRARY, compared.what, compared).all("committer").isEmpty(),
                    "its commit does not tell");
        }
    }

    private static Answer play(Application application, String id, Way way, String what, Compared compared)
            throws Exception {
        return application.play("comparison", "id", id, "way", way, "what", what, "source", compared.source, "inner",
                (compared.inner == null ? Demarcation.NONE : compared.inner).name());
    }

    private static String loadOfServer(Way way, String id, RunningServer running) throws Exception {
        Answer answer = running.application.play("load", "id", id, "transactions", TRANSACTIONS, "by", way);
        boolean holds = answer.all("failed").isEmpty() && running.database.count(id + "-%-inner") == TRANSACTIONS
                && Long.parseLong(answer.all("longestMillis").get(0)) < Database.POOL_TIMEOUT_MILLIS;
        return holds ? "" : answer.toString();
    }

    private static String loadOverHttp(Way way, String id, RunningServer running) throws Exception {
        try {
            Duration longest = Application.atOnce(THREADS,
                    number -> running.application.play("concurrent", "id", id + "-" + number, "by", way));
            int written = running.database.count(id + "-%-inner");
            return written == THREADS && longest.toMillis() < Database.POOL_TIMEOUT_MILLIS
                    ? ""
                    : written + " written, the longest in " + longest;
        } catch (ExecutionException failure) {
            return failure.toString();
        }
    }

    @Test
    @Order(3)
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
