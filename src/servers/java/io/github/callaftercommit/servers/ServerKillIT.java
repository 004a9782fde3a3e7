// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The server is killed while clients write, and started again on the same database; its log of transactions stays. Only
 * where it is asked for: Payara has been seen to leave what is in doubt for more than five minutes.
 */
@OnServer
@Tag("deploys")
@Order(12)
class ServerKillIT {

    private static final int CLIENTS = 16;
    private static final int KILLS = Integer.getInteger("it.kills", 0);
    private static final int LONGEST_MILLIS = 3_000;
    private static final Duration START = Duration.ofMinutes(5);
    private static final String LOST = "entry where id not in (select id from called)";
    private static final String EARLY = "called where id not in (select id from entry)";
    private static final String TWICE = "(select id from called group by id having count(*) > 1) as twice";
    private static final String HALF = "(select id from entry where split_part(id, '-', 3)::int % 2 = 0 "
            + "except select id from pair) union (select id from pair except select id from entry)";

    private final Queue<String> committed = new ConcurrentLinkedQueue<>();
    private final Queue<String> dropped = new ConcurrentLinkedQueue<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(value = 120, unit = TimeUnit.MINUTES)
    @DisplayName("Killed again and again while 16 clients write, with recovery: no call without its row, none twice")
    void aKilledServer(RunningServer running) throws Exception {
        assumeTrue(KILLS > 0, "asked for by -Dit.kills");
        long seed = Long.getLong("it.seed", System.currentTimeMillis());
        Random random = new Random(seed);
        try (Postgres postgres = new Postgres()) {
            Optional<ServerUnderTest> recovering = running.server.recovering(postgres);
            assumeTrue(recovering.isPresent(), "tried on WildFly and Payara");
            ServerUnderTest server = recovering.orElseThrow();
            try {
                server.start(running.database);
                server.deploy(war(server));
                int inDoubt = 0;
                for (int kill = 1; kill <= KILLS; kill++) {
                    writeUntilKilled(server, kill, random.nextInt(LONGEST_MILLIS));
                    await("the end of what the server has begun").atMost(START)
                            .until(() -> postgres.count("pg_stat_activity where backend_type = 'client backend'") == 1);
                    assertThat(postgres.texts("select id from " + EARLY)).as("calls without a row, seed " + seed)
                            .isEmpty();
                    inDoubt += postgres.count("pg_prepared_xacts");
                    server.launch();
                    await("the application").atMost(START).ignoreExceptions().until(() -> isReady(server));
                    await("the recovery").atMost(START).until(() -> postgres.count("pg_prepared_xacts") == 0);
                    check(postgres, "kill " + kill + ", seed " + seed);
                }
                String result = "%d kills, %d branches in doubt, %d rows, %d calls, %d lost, %d early, %d twice"
                        .formatted(KILLS, inDoubt, postgres.count("entry"), postgres.count("called"),
                                postgres.count(LOST), postgres.count(EARLY), postgres.count(TWICE));
                System.out.println(server.platform.title() + ": " + result + ", " + committed.size()
                        + " answered as committed, " + dropped.size() + " as rolled back, seed " + seed);
                Results.note("Killed while 16 clients write", result);
            } finally {
                server.stop();
            }
        }
    }

    private static Path war(ServerUnderTest server) throws Exception {
        return new Archive().addPackage("WEB-INF/classes/", "killed")
                .add("WEB-INF/web.xml", "killed/web.xml",
                        Map.of("first", server.lookupName("first"), "second", server.lookupName("second")))
                .add("WEB-INF/lib/call-after-commit.jar", Archive.library()).write(RunningServer.file("killed.war"));
    }

    private static boolean isReady(ServerUnderTest server) throws Exception {
        return new Application(server.uri("killed")).play("write").facts().containsKey("ready");
    }

    private void writeUntilKilled(ServerUnderTest server, int kill, int millis) throws Exception {
        int before = committed.size();
        CompletableFuture<Void> clients = CompletableFuture.runAsync(() -> {
            try {
                Application.atOnce(CLIENTS, client -> write(server, kill + "-" + client + "-"));
            } catch (Exception failure) {
                throw new CompletionException(failure);
            }
        });
        await("the first answer").atMost(START).until(() -> committed.size() > before || clients.isDone());
        server.process().killAfter(millis);
        clients.get(START.toSeconds(), TimeUnit.SECONDS);
        assertThat(failed).isEmpty();
    }

    /** Writes until the server answers no longer. */
    private String write(ServerUnderTest server, String id) throws InterruptedException {
        Application own = new Application(server.uri("killed"));
        try {
            for (int number = 0; failed.isEmpty(); number++) {
                Answer answer = own.play("write", "id", id + number, "both", number % 2 == 0, "hand",
                        number / 2 % 2 == 0, "commit", number % 5 > 0);
                committed.addAll(answer.all("committed"));
                dropped.addAll(answer.all("dropped"));
                failed.addAll(answer.all("failed"));
            }
            return "failed";
        } catch (IOException gone) {
            return "killed";
        }
    }

    private void check(Postgres postgres, String when) throws SQLException {
        assertThat(postgres.texts("select id from " + EARLY)).as("calls without a row, " + when).isEmpty();
        assertThat(postgres.texts("select id from " + TWICE)).as("calls made twice, " + when).isEmpty();
        assertThat(postgres.texts(HALF)).as("halves of transactions, " + when).isEmpty();
        Set<String> rows = postgres.texts("select id from entry");
        assertThat(dropped).as("rolled back, " + when).noneMatch(rows::contains);
        assertThat(committed).as("committed, " + when).allMatch(rows::contains);
        // what a kill loses are calls of requests that it ends
        assertThat(committed).as("answered, " + when).allMatch(postgres.texts("select id from called")::contains);
    }
}
