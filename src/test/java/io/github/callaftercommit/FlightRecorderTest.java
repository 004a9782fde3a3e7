// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a real recording of the JDK's flight recorder holds. */
class FlightRecorderTest {

    @ApplicationScoped
    static class Mailer {

        @CallAfterCommit
        public void send(String to) throws InterruptedException {
            // long enough to be seen in the recording
            new java.util.concurrent.CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Mailer.class);

    @TempDir
    Path folder;

    private List<RecordedEvent> recorded(Work work) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("io.github.callaftercommit.Call");
            recording.start();
            work.run();
            recording.stop();
            Path file = folder.resolve("calls.jfr");
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals("io.github.callaftercommit.Call")).toList();
        }
    }

    private static List<String> outcomes(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getString("outcome")).toList();
    }

    @Test
    void everyCallOfACommittedTransactionIsAnEvent() throws Exception {
        String[] transaction = new String[1];
        List<RecordedEvent> events = recorded(() -> stack.transactions().required(() -> {
            transaction[0] = stack.manager().getTransaction().toString();
            stack.get(Mailer.class).send("ada@example.org");
            stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException()));
        }));

        assertThat(events).hasSize(2);
        assertThat(events.get(0).getString("call")).isEqualTo("Mailer.send(String)");
        assertThat(events.get(0).getString("outcome")).isEqualTo("called");
        assertThat(events.get(0).getDuration().toMillis()).isBetween(15L, 10_000L);
        assertThat(events.get(0).getString("transaction")).isNotEqualTo("null")
                .isEqualTo(events.get(1).getString("transaction"));
        assertThat(events.get(1).getString("call")).isEqualTo("lambda in Journal.failing");
        assertThat(events.get(1).getString("outcome")).isEqualTo("failed");
        // it was queued before the first one was called, and waited for that one too; the recorder measures durations
        // by another clock
        assertThat(events.get(1).getDuration("waited").toMillis()).isBetween(15L, 10_000L);
    }

    @Test
    void droppedCallsAreEventsWithTheReason() throws Exception {
        assertThat(outcomes(recorded(() -> assertThatThrownBy(() -> stack.transactions().required(() -> {
            stack.afterCommit().call(stack.journal().noting("1"));
            stack.afterCommit().call(stack.journal().noting("2"));
            throw new IllegalArgumentException("no");
        })).hasMessage("no")))).containsExactly("dropped: has rolled back", "dropped: has rolled back");
    }

    @Test
    void uncertainCommitsAreEventsToo() throws Exception {
        assertThat(outcomes(recorded(() -> assertThatThrownBy(() -> stack.transactions().required(() -> {
            stack.afterCommit().call(stack.journal().noting("1"));
            stack.manager().getTransaction().enlistResource(
                    ScriptedResource.agreeing().refusingCommit(javax.transaction.xa.XAException.XA_HEURMIX));
        })).isNotNull()))).containsExactly("dropped: " + HeuristicMixedException.class.getName());
    }

    @Test
    void callsOfAStoppedApplicationAreEventsToo() throws Exception {
        assertThat(outcomes(recorded(() -> {
            stack.manager().begin();
            stack.afterCommit().call(stack.journal().noting("1"));
            stack.container().close();
            stack.manager().commit();
        }))).containsExactly("dropped: the application has stopped");
    }

    @Test
    void callsMadeAtOnceAreEventsToo() throws Exception {
        List<RecordedEvent> events = recorded(() -> {
            stack.get(Mailer.class).send("ada@example.org");
            assertThatThrownBy(() -> stack.afterCommit()
                    .call(stack.journal().failing("fails", new IllegalStateException("refused"))))
                    .hasMessage("refused");
        });

        assertThat(outcomes(events)).containsExactly("called at once", "failed");
        assertThat(events.get(0).getDuration("waited")).isZero();
    }

    @Test
    void callsMadeByHandBeforeTheCommitAreEventsToo() throws Exception {
        List<RecordedEvent> events = recorded(() -> stack.transactions().required(() -> {
            stack.get(Mailer.class).send("ada@example.org");
            stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException("refused")));
            assertThatThrownBy(() -> stack.afterCommit().pending().callNow()).hasMessage("refused");
        }));

        assertThat(outcomes(events)).containsExactly("called before the commit", "failed");
        assertThat(events.get(0).getString("call")).isEqualTo("Mailer.send(String)");
        assertThat(events.get(0).getString("transaction")).isNotEqualTo("null");
    }

    @Test
    void nothingIsRecordedWhereNobodyAsks() throws Exception {
        stack.transactions().required(() -> stack.afterCommit().call(stack.journal().noting("called")));

        assertThat(Internals.isRecording()).isFalse();
        assertThat(recorded(() -> {})).isEmpty();
    }

    @Test
    void aRecordingThatStartsWhileACallWaitsHarmsNothing() throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().call(stack.journal().noting("before"));
            assertThat(recorded(() -> stack.afterCommit().call(stack.journal().noting("during")))).isEmpty();
        });

        assertThat(stack.journal().noted()).containsExactly("before", "during");
    }
}
