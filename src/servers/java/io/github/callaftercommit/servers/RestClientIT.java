// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnServer
@Tag("deploys")
@Order(9)
class RestClientIT {

    @Test
    @DisplayName("A method of a MicroProfile REST client: called after the commit, dropped on rollback, counted")
    void waitsForTheCommit(RunningServer running) throws Exception {
        running.server.lacks(Feature.REST_CLIENT).ifPresent(Assumptions::abort);
        String there = "webhook/mp-rest/url=" + running.server.uri("client");
        String log = running.server.drop(new Archive().addPackage("WEB-INF/classes/", "client")
                .add("WEB-INF/lib/call-after-commit.jar", Archive.library())
                .add("WEB-INF/classes/META-INF/microprofile-config.properties", there.getBytes(StandardCharsets.UTF_8))
                .write(RunningServer.file("client.war")));
        assertThat(log).doesNotContain("CAC-12");
        if (log.contains("CAC-001")) { // the console of Open Liberty shows warnings alone
            assertThat(log).contains(": 1 annotated method,");
        }

        Answer answer = new Application(running.server.uri("client")).play("client");

        assertThat(answer.all("step")).containsExactly("body", "committed", "body");
        running.server.undeploy("client.war");
    }
}
