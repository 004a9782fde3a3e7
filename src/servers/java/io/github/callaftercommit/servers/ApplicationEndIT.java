// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnServer
@Tag("deploys")
@Order(10)
class ApplicationEndIT {

    @Test
    @DisplayName("Transactions that begin while the application ends (@BeforeDestroyed, @PreDestroy): calls are made")
    void callsAreMade(RunningServer running) throws Exception {
        Path notes = RunningServer.file("ending.txt").toAbsolutePath();
        Files.deleteIfExists(notes);
        running.server.deploy(new Archive().addPackage("WEB-INF/classes/", "ending")
                .add("WEB-INF/lib/call-after-commit.jar", Archive.library()).write(RunningServer.file("ending.war")));
        new Application(running.server.uri("ending")).play("ending", "file", notes);

        running.server.undeploy("ending.war");

        assertThat(notes).content().isEqualTo("observer\nbean\n");
    }
}
