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
@Order(8)
class DeploymentIT {

    @Test
    @DisplayName("Misplaced annotations refuse the deployment, all in one report")
    void misplacedAnnotationsAreRefused(RunningServer running) throws Exception {
        Path war = new Archive().addPackage("WEB-INF/classes/", "bad")
                .add("WEB-INF/lib/call-after-commit.jar", Archive.library()).write(RunningServer.file("bad.war"));

        String log = running.server.drop(war);
        running.server.remove("bad.war");

        assertThat(running.server.isRefused("bad.war", log) || log.contains("CAC-100")).isTrue();
        assertThat(log).contains("CAC-100", "MisplacedBean#returnsSomething()", "MisplacedBean#isStatic()",
                "MisplacedBean#isPrivate()", "MisplacedBean#observes(String, Auditor)", "MisplacedBean#isLifecycle()",
                "MisplacedSession#ownTransaction()");
    }
}
