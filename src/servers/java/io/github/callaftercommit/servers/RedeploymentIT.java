// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnServer
@Tag("deploys")
@Order(9)
class RedeploymentIT {

    private static final int TIMES = 20;

    /** Servers keep the class loader of the latest deployment or two for a while. */
    private static final int STILL_ALIVE = 3;

    @Test
    @DisplayName("Deployed and undeployed 20 times, no class loader leaks")
    void leaksNoClassLoader(RunningServer running) throws Exception {
        running.server.lacks(Feature.REDEPLOYMENT).ifPresent(Assumptions::abort);
        Path war = running.war("again.war");
        Application again = new Application(running.server.uri("again"));
        for (int time = 0; time < TIMES; time++) {
            running.server.deploy(war);
            again.play("loader", "by", "remember");
            assertThat(alive(again.play("loader", "by", "count"))).as("the one that is deployed").isPositive();
            again.play("order", "id", Application.newId(), "outer", "REQUIRED", "source", "local");
            running.server.undeploy("again.war");
        }

        Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Answer answer = running.application.play("loader", "by", "count");
            assertThat(answer.all("remembered")).containsExactly(String.valueOf(TIMES));
            assertThat(alive(answer)).isLessThanOrEqualTo(STILL_ALIVE);
        });
    }

    private static int alive(Answer answer) {
        return Integer.parseInt(answer.all("alive").get(0));
    }
}
