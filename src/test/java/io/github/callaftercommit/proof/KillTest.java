// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the process is killed; how often that is tried is set by the build. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KillTest {

    private static final int KILLS = Integer.getInteger("proof.kills", 3);

    @TempDir
    Path folder;

    @Test
    void aKilledProcessHasCalledForCommittedRowsOnlyOnceEachAndLosesTheLastCallOfAThreadAtMost() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int calls = 0;
        int lost = 0;
        try (EmbeddedServer server = new EmbeddedServer(Target.class);
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                PostgresPool pool = new PostgresPool(server, postgres.getJdbcUrl("postgres", "postgres"), false)) {
            for (int kill = 0; kill < KILLS; kill++) {
                long first = (long) kill * KilledProcess.THREADS * KilledProcess.NUMBERS_OF_A_THREAD;
                Path file = folder.resolve("calls-" + kill);
                runAndKill(postgres, file, first, random.nextInt(300));
                List<Long> called = called(file);
                awaitNoOtherBackend(pool);
                Set<Long> rows = pool.numbers(first, first + KilledProcess.THREADS * KilledProcess.NUMBERS_OF_A_THREAD);
                assertThat(called).as("calls of process %d, seed %d", kill, seed).doesNotHaveDuplicates()
                        .isSubsetOf(rows);
                lost += assertOnlyTheLastAreLost(rows, called);
                calls += called.size();
            }
        }
        System.out.println("killed " + KILLS + " processes: " + calls + " calls, " + lost + " lost, seed " + seed);
        assertThat(calls).as("calls in all").isGreaterThan(KILLS);
    }

    private void runAndKill(EmbeddedPostgres postgres, Path file, long first, int milliseconds) throws Exception {
        Path output = folder.resolve("output");
        Process process = ChildProcess.start(output, KilledProcess.class, List.of(),
                postgres.getJdbcUrl("postgres", "postgres"), file.toString(), Long.toString(first));
        try {
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                    .until(() -> Files.exists(file) && Files.size(file) > 0 || !process.isAlive());
            process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
            assertThat(process.isAlive()).as(() -> "the process ended by itself: " + read(output)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The backends of the killed process notice its end a little later; until then one of them may still commit. */
    private static void awaitNoOtherBackend(PostgresPool pool) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> pool.execute("""
                do $$ begin
                  if exists (select from pg_stat_activity where backend_type = 'client backend' and pid <>
                          pg_backend_pid() and query like 'insert%' or state = 'idle in transaction')
                  then raise exception 'busy'; end if;
                end $$"""));
    }

    private static int assertOnlyTheLastAreLost(Set<Long> rows, List<Long> called) {
        Set<Long> lost = new TreeSet<>(rows);
        lost.removeAll(Set.copyOf(called));
        for (Long number : lost) {
            assertThat(rows).as("rows after %d, whose call is lost", number).doesNotContain(number + 1);
        }
        return lost.size();
    }

    private static List<Long> called(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n')).lines().map(Long::valueOf).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
