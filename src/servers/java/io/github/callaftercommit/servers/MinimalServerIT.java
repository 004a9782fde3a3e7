// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnServer
@Tag("deploys")
@Order(6)
class MinimalServerIT {

    @Test
    @DisplayName("Servlets, CDI and a transaction feature are enough, also where beans are first created on an "
            + "unmanaged thread")
    void servletsContextsAndTransactionsAreEnough(RunningServer running) throws Exception {
        Path war = running.smallWar("small.war");
        ServerUnderTest minimal = running.server.minimal().orElse(running.server);
        try {
            if (minimal != running.server) {
                minimal.start(running.database);
            }
            minimal.deploy(war);

            Answer answer = new Application(minimal.uri("small")).play("small");

            assertThat(answer.all("step")).containsExactly("body", "service", "annotation", "body", "service",
                    "annotation", "at once", "rolled back");
            minimal.undeploy("small.war");
        } finally {
            if (minimal != running.server) {
                minimal.stop();
            }
        }
    }
}
