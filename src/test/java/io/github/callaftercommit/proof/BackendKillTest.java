// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.Synchronization;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The database's process dies at each step of a transaction. Under {@code @Transactional} nobody is called whose row is
 * not there.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class BackendKillTest {

    private static final int ROUNDS = Integer.getInteger("proof.backend.kills", 3);

    /** When the backend is killed, in the order of a transaction. */
    private enum When {
        AFTER_THE_INSERT, BEFORE_COMPLETION, IN_PREPARE_OF_ANOTHER, IN_COMMIT_OF_ANOTHER, AFTER_COMPLETION, NEVER
    }

    private EmbeddedServer server;
    private PostgresPool pool;

    @ParameterizedTest(name = "xa = {0}")
    @ValueSource(booleans = {true, false})
    void noCallIsMadeWithoutItsRow(boolean xa) throws Exception {
        try (EmbeddedServer started = new EmbeddedServer(Target.class);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_prepared_transactions", "300").start();
                PostgresPool connected = new PostgresPool(started, postgres.getJdbcUrl("postgres", "postgres"), xa)) {
            server = started;
            pool = connected;
            Map<When, List<String>> results = new TreeMap<>();
            for (int round = 0; round < ROUNDS * When.values().length; round++) {
                When when = When.values()[round % When.values().length];
                results.computeIfAbsent(when, unused -> new ArrayList<>()).add(commitWhileBackendIsKilled(when, round));
            }
            results.forEach((when, outcomes) -> System.out.println("xa = " + xa + ", " + when + ": " + new TreeMap<>(
                    outcomes.stream().collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting())))));
            assertThat(results.get(When.NEVER)).containsOnly("committed, called");
            assertThat(results.get(When.AFTER_THE_INSERT)).containsOnly("not committed, not called");
            assertThat(results.get(When.BEFORE_COMPLETION)).containsOnly("not committed, not called");
            assertThat(results.get(When.AFTER_COMPLETION)).containsOnly("committed, called");
        }
    }

    private String commitWhileBackendIsKilled(When when, int number) throws SQLException {
        List<Integer> called = new ArrayList<>();
        String thrown = "committed";
        try {
            server.bean(Target.class).required(() -> {
                // before the insert, so that it is not the first resource and its turn comes while the other one is
                // alive
                int[] backend = new int[1];
                enlist(when, backend);
                backend[0] = pool.insert(number);
                server.afterCommit.call(called::add, number);
                if (when == When.AFTER_THE_INSERT) {
                    kill(backend);
                }
                return null;
            });
        } catch (Exception failure) {
            // which of the many exceptions it is depends on the step; that it is one is asserted below
            thrown = "not committed";
        }
        boolean row = hasRow(number);
        boolean recovered = false;
        if (thrown.equals("committed") && !row) {
            // all were prepared and the decision to commit is in the log: recovery commits what could not be reached
            recovered = pool.commitPrepared() > 0;
            row = hasRow(number);
        }
        assertThat(called).as("calls after %s where the row is there: %s and the caller saw: %s", when, row, thrown)
                .hasSizeLessThanOrEqualTo(row ? 1 : 0);
        return thrown + (called.isEmpty() ? ", not called" : ", called")
                + (recovered ? ", row there after recovery" : "");
    }

    private void enlist(When when, int[] backend) throws Exception {
        switch (when) {
            case IN_PREPARE_OF_ANOTHER -> server.manager.getTransaction()
                    .enlistResource(new Faulty(Step.Fault.NONE, () -> kill(backend), BackendKillTest::nothing));
            case IN_COMMIT_OF_ANOTHER -> server.manager.getTransaction()
                    .enlistResource(new Faulty(Step.Fault.NONE, BackendKillTest::nothing, () -> kill(backend)));
            default -> server.registry.registerInterposedSynchronization(new Synchronization() {

                @Override
                public void beforeCompletion() {
                    if (when == When.BEFORE_COMPLETION) {
                        kill(backend);
                    }
                }

                @Override
                public void afterCompletion(int status) {
                    if (when == When.AFTER_COMPLETION) {
                        kill(backend);
                    }
                }
            });
        }
    }

    /** Kills the backend and waits for its end. */
    private void kill(int[] backend) {
        try {
            pool.execute("select pg_terminate_backend(" + backend[0] + ", 10000)");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean hasRow(int number) throws SQLException {
        return !pool.numbers(number, number + 1L).isEmpty();
    }

    private static void nothing() {
        // the other resource only marks a moment
    }
}
