// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.callaftercommit.servers.app.programs.ProgramSource;
import io.github.callaftercommit.servers.app.programs.Step;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests at the same time. What they do without calls shows what the server itself does to them. */
@OnServer
@Order(4)
class ConcurrencyIT {

    private static final int CLIENTS = 16;
    private static final int PROGRAMS = 1_200;
    private static final int LOOPS = 8;
    private static final int TIMES = 500;
    private static final int ENOUGH = 3;
    private static final long SEED = Long.getLong("it.seed", System.currentTimeMillis());

    /** Whether programs call. */
    enum Calls {
        WITHOUT("the server alone, without calls"), WITH("with calls");

        private final String label;

        Calls(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("4 requests that loop over a UserTransaction beside 4 over @Transactional and REQUIRES_NEW")
    void loops(Calls calls, RunningServer running) throws Exception {
        List<Callable<Answer>> requests = IntStream.range(0, LOOPS)
                .<Callable<Answer>>mapToObj(loop -> () -> client(running).play("loop", "by",
                        loop % 2 == 0 ? "USER_TRANSACTION" : "REQUIRES_NEW", "times", TIMES, "calls",
                        calls == Calls.WITH))
                .toList();

        for (Answer answer : atTheSameTime(requests)) {
            assertThat(answer.facts()).as("%s", answer).doesNotContainKey("thrown");
            assertThat(answer.all("made")).as("%s", answer)
                    .containsExactly(String.valueOf(calls == Calls.WITH ? TIMES : 0));
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("16 clients, 1,200 random programs of mixed demarcations, pool of 8")
    void programs(Calls calls, RunningServer running) throws Exception {
        play("eight", calls, running);
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("16 clients, 1,200 random programs of mixed demarcations, XA pool of 8")
    void programsWithXa(Calls calls, RunningServer running) throws Exception {
        play("eightXa", calls, running);
    }

    private static void play(String source, Calls calls, RunningServer running) throws Exception {
        Assumptions.assumeFalse(running.server instanceof TomEE, "TomEE rolls back for checked exceptions, too");
        System.out.println("Programs from seed " + SEED + " on; -Dit.seed=" + SEED + " runs them again");
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Queue<String> notes = new ConcurrentLinkedQueue<>();
        AtomicInteger next = new AtomicInteger();
        String id = Application.newId();
        Callable<Void> client = () -> {
            Application application = client(running);
            for (int i = next.getAndIncrement(); i < PROGRAMS && wrong.size() < ENOUGH; i = next.getAndIncrement()) {
                notes.addAll(play(application, id + "p" + i, SEED + i, source, calls, running, wrong));
            }
            return null;
        };

        atTheSameTime(IntStream.range(0, CLIENTS).mapToObj(number -> client).toList());

        assertThat(wrong).isEmpty();
        assertThat(notes.stream().filter(note -> note.startsWith("body"))).hasSizeGreaterThan(PROGRAMS);
        if (calls == Calls.WITH) {
            assertThat(notes.stream().filter(note -> note.startsWith("made"))).hasSizeGreaterThan(PROGRAMS);
            assertThat(notes.stream().filter(note -> note.startsWith("reported"))).isNotEmpty();
        }
    }

    private static List<String> play(Application application, String id, long seed, String source, Calls calls,
            RunningServer running, Queue<String> wrong) throws Exception {
        boolean newInSessions = running.server.lacks(Feature.TRANSACTION_OF_BEAN_IN_EJB).isEmpty();
        List<Step> program = ProgramSource.program(seed, newInSessions);
        ExpectedNotes expected = ExpectedNotes.of(program, id, calls == Calls.WITH);
        Answer answer = application.play("program", "id", id, "seed", seed, "newInSessions", newInSessions, "source",
                source, "calls", calls == Calls.WITH);
        Set<String> rows = running.database.ids(id + "-%");
        boolean right = answer.all("note").equals(expected.notes) && answer.all("thrown").isEmpty()
                && answer.all("unexpected").isEmpty() && rows.equals(expected.rows);
        if (!right) {
            wrong.add("seed " + seed + ": " + program + "\n should note " + expected.notes + "\n and leave "
                    + expected.rows + "\n but " + answer + "\n and left " + rows);
        }
        return answer.all("note");
    }

    /** Each client has connections of its own. */
    private static Application client(RunningServer running) {
        return new Application(running.server.uri("it"));
    }

    private static <T> List<T> atTheSameTime(List<Callable<T>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
