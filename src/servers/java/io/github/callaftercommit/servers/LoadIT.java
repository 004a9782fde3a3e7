// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import io.github.callaftercommit.servers.app.Later.Way;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnServer
@Order(3)
class LoadIT {

    private static final int TRANSACTIONS = 120;
    private static final String TIMES = "200";

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION", "EJB", "BEAN_MANAGED"})
    @DisplayName("200 times over, pool of one, local and XA, JPA in REQUIRES_NEW of a callback: no leak")
    void twoHundredTimes(Demarcation outer, RunningServer running) throws Exception {
        for (String source : List.of("local", "xa")) {
            for (Demarcation inner : List.of(Demarcation.REQUIRES_NEW, Demarcation.EJB)) {
                String id = Application.newId();

                Answer answer = running.application.play("commit", "id", id, "times", TIMES, "outer", outer.name(),
                        "source", source, "way", "jdbc", "when", "before", "inner", inner.name(), "innerWay", "jpa");

                assertThat(answer.facts()).as("%s", answer.all("failure")).doesNotContainKeys("thrown", "failure");
                assertThat(answer.all("seen")).hasSize(Integer.parseInt(TIMES)).doesNotContain("false");
                assertThat(answer.all("statusAfterwards")).containsExactly("6");
                assertThat(running.database.count(id + "-%")).isEqualTo(2 * Integer.parseInt(TIMES));
            }
        }
    }

    @Test
    @Order(2)
    @DisplayName("30 threads on a pool of 20, callbacks that write: no stall, no failed transaction, no lost call")
    void thirtyThreadsOnAPoolOfTwenty(RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("load", "id", id, "transactions", TRANSACTIONS, "by", Way.LIBRARY);

        Results.note("30 threads on a pool of 20: call-after-commit",
                summary(answer, running.database.count(id + "-%-inner")));
        assertThat(answer.all("failed")).isEmpty();
        assertThat(running.database.count(id + "-%-inner")).isEqualTo(TRANSACTIONS);
        assertThat(Long.parseLong(answer.all("longestMillis").get(0))).isLessThan(Database.POOL_TIMEOUT_MILLIS);
    }

    private static String summary(Answer answer, int calls) {
        return "%s failed, %d lost, longest %.1f s".formatted(answer.all("failedTransactions").get(0),
                TRANSACTIONS - calls, Long.parseLong(answer.all("longestMillis").get(0)) / 1000.0);
    }
}
