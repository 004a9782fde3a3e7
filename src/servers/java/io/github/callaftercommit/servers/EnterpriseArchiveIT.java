// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnServer
@Tag("deploys")
@Order(7)
class EnterpriseArchiveIT {

    @Test
    @DisplayName("An EAR with the jar in lib and two WARs")
    void jarInLibServesTwoWars(RunningServer running) throws Exception {
        running.server.lacks(Feature.EAR).ifPresent(Assumptions::abort);
        running.server.lacks(Feature.EAR).ifPresent(Assumptions::abort);
        running.server.deploy(running.ear("two.ear", "big.war", "little.war"));
        for (Demarcation outer : List.of(Demarcation.REQUIRED, Demarcation.USER_TRANSACTION, Demarcation.EJB,
                Demarcation.TIMER)) {
            String id = Application.newId();

            Answer answer = new Application(running.server.uri("big")).play("order", "id", id, "outer", outer.name(),
                    "source", "xa");

            assertThat(answer.all("step")).as("%s", answer).containsExactly("body", "first", "first of first",
                    "exception", "error", "CDI bean", "stateless", "singleton", "local view", "stateful", "last");
            assertThat(running.database.count(id + "-%")).as("%s", answer).isEqualTo(2);
        }

        Answer answer = new Application(running.server.uri("little")).play("small");

        assertThat(answer.all("step")).containsExactly("body", "service", "annotation", "body", "service", "annotation",
                "at once", "rolled back");
        running.server.undeploy("two.ear");
    }

    @Test
    @DisplayName("An EAR with the jar in both of its WARs")
    void jarInBothWars(RunningServer running) throws Exception {
        running.server.lacks(Feature.EAR).ifPresent(Assumptions::abort);
        running.server.lacks(Feature.EAR_OF_TWO_LIBRARIES).ifPresent(Assumptions::abort);
        Path war = running.smallWar("each.war");
        running.server
                .deploy(new Archive().add("one.war", war).add("other.war", war).write(RunningServer.file("each.ear")));
        for (String context : List.of("one", "other")) {
            Answer answer = new Application(running.server.uri(context)).play("small");

            assertThat(answer.all("step")).as(context).containsExactly("body", "service", "annotation", "body",
                    "service", "annotation", "at once", "rolled back");
        }
        running.server.undeploy("each.ear");
    }
}
