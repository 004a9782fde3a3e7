// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.callaftercommit.servers.ConcurrencyIT.Calls;
import io.github.callaftercommit.servers.app.common.ProgramSource;
import io.github.callaftercommit.servers.app.common.ProgramSource.Without;
import io.github.callaftercommit.servers.app.common.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random programs, at the same time. What they do without calls shows what the server itself does to them. */
@OnServer
@Order(4)
@Tag("everywhere")
class ProgramsIT {

    private static final int CLIENTS = 16;
    private static final int PROGRAMS = Integer.getInteger("it.programs", 1_200);
    private static final int ENOUGH = 3;
    private static final long SEED = Long.getLong("it.seed", System.currentTimeMillis());

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("16 clients, random programs of mixed demarcations, pool of 8")
    void programs(Calls calls, RunningServer running) throws Exception {
        play("eight", calls, running);
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("16 clients, random programs of mixed demarcations, XA pool of 8")
    void programsWithXa(Calls calls, RunningServer running) throws Exception {
        assumeTrue(!(running.server instanceof BuiltApplication), "its pools are local");
        play("eightXa", calls, running);
    }

    private static void play(String source, Calls calls, RunningServer running) throws Exception {
        System.out.println("Programs from seed " + SEED + " on; -Dit.seed=" + SEED + " runs them again");
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Queue<String> notes = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        String id = Application.newId();
        Application.atOnce(CLIENTS, client -> {
            Application own = new Application(running.server.uri("it"));
            for (int i = next.getAndIncrement(); i < PROGRAMS && wrong.size() < ENOUGH; i = next.getAndIncrement()) {
                notes.addAll(play(own, id + "p" + i, SEED + i, source, calls, running, wrong));
            }
            return client;
        });

        assertThat(wrong).isEmpty();
        Results.note("Programs, blocks, calls and failures, " + calls + ", " + source,
                PROGRAMS + ", " + count("body", notes) + ", " + count("made", notes) + ", " + count("reported", notes));
        assertThat(count("body", notes)).isGreaterThan(PROGRAMS);
        if (calls == Calls.WITH) {
            assertThat(count("made", notes)).isGreaterThan(PROGRAMS);
            assertThat(count("reported", notes)).isPositive();
        }
    }

    private static long count(String kind, Queue<String> notes) {
        return notes.stream().filter(note -> note.startsWith(kind)).count();
    }

    private static Set<Without> without(ServerUnderTest server) {
        Set<Without> without = EnumSet.noneOf(Without.class);
        if (server.lacks(Feature.TRANSACTION_OF_BEAN_IN_EJB).isPresent()) {
            without.add(Without.NEW_IN_SESSIONS);
        }
        if (server instanceof BuiltApplication) {
            without.add(Without.SESSIONS);
        }
        if (server instanceof BuiltApplication || server instanceof TomEE) {
            without.add(Without.CHECKED);
        }
        return without;
    }

    private static List<String> play(Application application, String id, long seed, String source, Calls calls,
            RunningServer running, Queue<String> wrong) throws Exception {
        Set<Without> without = without(running.server);
        List<Step> program = ProgramSource.program(seed, without);
        ExpectedNotes expected = ExpectedNotes.of(program, id, calls == Calls.WITH);
        Answer answer = application.play("program", "id", id, "seed", seed, "without",
                without.stream().map(Without::name).collect(Collectors.joining(",")), "source", source, "calls",
                calls == Calls.WITH);
        Set<String> rows = running.database.ids(id + "-%");
        boolean right = answer.all("note").equals(expected.notes) && answer.all("thrown").isEmpty()
                && answer.all("unexpected").isEmpty() && rows.equals(expected.rows);
        if (!right) {
            wrong.add("seed " + seed + ": " + program + "\n should note " + expected.notes + "\n and leave "
                    + expected.rows + "\n but " + answer + "\n and left " + rows);
        }
        return answer.all("note");
    }
}
