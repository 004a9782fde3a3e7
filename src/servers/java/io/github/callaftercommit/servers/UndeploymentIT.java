// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnServer
@Tag("deploys")
@Order(10)
class UndeploymentIT {

    private static final int SOON = 30_000;

    @Test
    @DisplayName("Undeployed with calls pending: the commit succeeds, the calls are lost with a WARNING that names "
            + "them")
    void pendingCallsAreLostWithAWarning(RunningServer running) throws Exception {
        Path war = new Archive().addPackage("WEB-INF/classes/", "outlive")
                .add("WEB-INF/lib/call-after-commit.jar", Archive.library()).write(RunningServer.file("outlive.war"));
        running.server.deploy(war);
        int before = running.server.process().log().length();
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            door.setSoTimeout(SOON);
            new Application(running.server.uri("outlive")).play("outlive", "port", door.getLocalPort());
            try (Socket thread = door.accept()) {
                thread.setSoTimeout(SOON);
                BufferedReader hear = new BufferedReader(
                        new InputStreamReader(thread.getInputStream(), StandardCharsets.UTF_8));
                assertThat(hear.readLine()).isEqualTo("pending");

                running.server.undeploy("outlive.war");
                new PrintWriter(thread.getOutputStream(), true, StandardCharsets.UTF_8).println("undeployed");

                assertThat(hear.readLine()).isEqualTo("committed");
                assertThat(hear.readLine()).as("what was called").isEqualTo("[]");
            }
        }

        String outliving = "The log outlives the application";
        ServerProcess process = running.server.process();
        if (running.server.lacks(Feature.LATE_LOGGING).isEmpty()) {
            process.await("the log of the application", Duration.ofMillis(SOON),
                    () -> process.logFrom(before).contains(outliving));
            assertThat(process.logFrom(before))
                    .containsPattern("WARN[^\\n]*\\n?[^\\n]*CAC-007: 2 calls were lost[^\\n]*"
                            + ": lambda in OutlivingTransaction\\.run, OutlivedBean\\.note\\(List\\)");
        }
        assertThat(process.logFrom(before)).contains("The log lives")
                .doesNotContain("CAC-008", "CAC-009", "CAC-011", "CAC-015")
                .doesNotContainPattern("(?m)^\\s+at \\S*io\\.github\\.callaftercommit\\.(internal\\.)?[A-Z]");
        running.server.lacks(Feature.LATE_LOGGING).ifPresent(reason -> {
            assertThat(process.logFrom(before)).doesNotContain(outliving);
            Assumptions.abort(reason);
        });
    }
}
