// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@OnServer
@Order(4)
class RegistrationIT {

    private static final int CLIENTS = 16;
    private static final int EACH = 30;

    @Test
    @DisplayName("16 clients register members, every fourth under a name that is taken: with the annotation none is "
            + "announced who is no member")
    void announcements(RunningServer running) throws Exception {
        int wrongWithout = announcedWithoutMember(running, false);
        int wrongWith = announcedWithoutMember(running, true);

        Results.note("Of " + CLIENTS * EACH + " announcements, those of nobody: without and with the annotation",
                wrongWithout + ", " + wrongWith);
        assertThat(wrongWithout).as("without the annotation").isEqualTo(CLIENTS * EACH / 4);
        assertThat(wrongWith).as("with the annotation").isZero();
    }

    private static int announcedWithoutMember(RunningServer running, boolean annotated) throws Exception {
        String id = Application.newId();
        AtomicInteger refused = new AtomicInteger();
        Application.atOnce(CLIENTS, client -> {
            Application own = new Application(running.server.uri("it"));
            for (int i = client - 1; i < EACH * CLIENTS; i += CLIENTS) {
                // that of the client before is taken, or about to be
                String name = id + "-" + (i % 4 == 3 ? i - 1 : i);
                refused.addAndGet(own.play("registration", "id", name, "annotated", annotated).all("refused").size());
            }
            return client;
        });
        int members = running.database.count(id + "-%");
        assertThat(refused.get()).isEqualTo(CLIENTS * EACH / 4);
        assertThat(members).isEqualTo(CLIENTS * EACH - refused.get());
        return Integer.parseInt(running.application.play("registration", "announced", "take").all("announced").get(0))
                - members;
    }
}
