// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@OnServer
@Order(3)
class ComponentIT {

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("What a call sends and starts arrives: messages, asynchronous events, tasks")
    void arrives(Demarcation outer, RunningServer running) throws Exception {
        Answer answer = play(outer, "service", running);

        for (String started : started(running)) {
            assertThat(answer.facts()).as("%s", answer).containsKey(started + " of call");
        }
        if (running.server.lacks(Feature.MESSAGING).isEmpty()) {
            assertThat(answer.facts()).as("%s", answer).containsKey("message of annotated");
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("What its component could look up, a call can, and what it starts: java:comp, java:module, java:app")
    void looksUp(Demarcation outer, RunningServer running) throws Exception {
        Answer answer = play(outer, "service", running);

        // not each time on Payara
        running.server.losesComponent(outer).ifPresent(Assumptions::abort);
        assertThat(lost(answer, running)).as("%s", answer).isEmpty();
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("The same in an annotated method of a session bean")
    void looksUpInSessionBean(Demarcation outer, RunningServer running) throws Exception {
        Answer answer = play(outer, "session", running);

        assertThat(lost(answer, running)).as("%s", answer).isEmpty();
    }

    private static Answer play(Demarcation outer, String of, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);
        Answer answer = running.application.play("lookups", "outer", outer.name(), "of", of);
        assertThat(answer.facts()).as("%s", answer).containsKey("call").doesNotContainKeys("failure", "thrown");
        return answer;
    }

    /** Where less can be looked up than at the same place of the transaction. */
    private static List<String> lost(Answer answer, RunningServer running) {
        List<String> lost = new ArrayList<>();
        if (!answer.all("call").equals(answer.all("transaction"))) {
            lost.add("call");
        }
        for (String started : started(running)) {
            if (!answer.all(started + " of call").equals(answer.all(started + " of transaction"))) {
                lost.add(started);
            }
        }
        return lost;
    }

    private static List<String> started(RunningServer running) {
        List<String> started = new ArrayList<>(List.of("task", "event"));
        if (running.server.lacks(Feature.MESSAGING).isEmpty()) {
            started.add("message");
        }
        return started;
    }
}
