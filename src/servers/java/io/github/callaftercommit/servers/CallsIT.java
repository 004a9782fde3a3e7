// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@OnServer
@Order(2)
class CallsIT {

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("In order, failures (an Error too) isolated and reported, calls in callbacks in place, annotated "
            + "beans (EJBs too)")
    void inOrderAndIsolated(Demarcation outer, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);
        for (String source : List.of("local", "xa")) {
            String id = Application.newId();

            Answer answer = running.application.play("order", "id", id, "outer", outer.name(), "source", source);

            assertThat(answer.all("step")).as("%s", answer).containsExactly("body", "first", "first of first",
                    "exception", "error", "CDI bean", "stateless", "singleton", "local view", "stateful", "last");
            assertThat(answer.all("failure")).as("%s", answer).containsExactly("IllegalArgumentException",
                    "AssertionError");
            assertThat(answer.all("statusIn CDI bean")).as("a CDI bean gets no transaction").containsExactly("6");
            assertThat(answer.all("statusIn stateless")).as("an EJB gets its own").containsExactly("0");
            assertThat(answer.all("statusIn local view")).as("an EJB gets its own").containsExactly("0");
            assertThat(answer.facts()).as("%s", answer).doesNotContainKey("thrown");
            assertThat(running.database.count(id + "-%")).isEqualTo(2);
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Annotated methods without arguments of CDI beans and every kind of EJB: called in order, dropped "
            + "on rollback")
    void withoutArguments(Demarcation outer, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);

        Answer committed = running.application.play("withoutArguments", "outer", outer.name(), "end", "commit");
        assertThat(committed.all("step")).as("%s", committed).containsExactly("body", "CDI bean", "stateless",
                "singleton", "local view", "stateful", "class");
        assertThat(committed.facts()).as("%s", committed).doesNotContainKeys("thrown", "failure");

        Answer rolledBack = running.application.play("withoutArguments", "outer", outer.name(), "end", "rollback");
        assertThat(rolledBack.all("step")).as("%s", rolledBack).containsExactly("body");
        assertThat(rolledBack.all("failure")).as("%s", rolledBack).isEmpty();
    }

    @Test
    @Order(3)
    @DisplayName("Without a transaction: called at once, in order, exceptions reach the caller")
    void withoutTransaction(RunningServer running) throws Exception {
        Answer answer = running.application.play("atOnce", "id", Application.newId());

        assertThat(answer.all("step")).containsExactly("called", "CDI bean", "stateless", "singleton", "local view",
                "stateful", "returned");
        assertThat(answer.all("without arguments")).containsExactly("CDI bean", "stateless", "singleton", "local view",
                "stateful", "class");
        assertThat(answer.all("caught")).containsExactly("IllegalArgumentException");
    }

    @Order(4)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION", "EJB", "EJB_ASYNCHRONOUS", "TIMER", "MESSAGE"})
    @DisplayName("@CallAfterCommit @Asynchronous starts after the commit, off the committing thread")
    void asynchronous(Demarcation outer, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);
        running.server.lacks(Feature.ASYNCHRONOUS).ifPresent(Assumptions::abort);

        Answer answer = running.application.play("asynchronous", "id", Application.newId(), "outer", outer.name(),
                "source", "local");

        assertThat(answer.all("startedInTransaction")).as("%s", answer).containsExactly("false");
        if (outer == Demarcation.MESSAGE) {
            // the interceptor looks up the managed executor
            running.server.losesComponent(outer).filter(reason -> answer.all("called").contains("false"))
                    .ifPresent(Assumptions::abort);
        }
        assertThat(answer.all("called")).as("%s", answer).containsExactly("true");
        assertThat(answer.all("onCommittingThread")).as("%s", answer).containsExactly("false");
        assertThat(answer.all("seen")).as("%s", answer).containsExactly("true");
    }

    @Test
    @Order(5)
    @DisplayName("A flight recording holds each call with its outcome")
    void flightRecording(RunningServer running) throws Exception {
        Answer answer = running.application.play("recording", "outer", Demarcation.REQUIRED.name());

        assertThat(answer.all("step")).as("%s", answer).containsExactly("called", "at once");
        String call = "lambda in RecordingScenario.play ";
        assertThat(answer.all("recorded")).as("%s", answer).containsExactly(call + "called", call + "called at once");
    }
}
