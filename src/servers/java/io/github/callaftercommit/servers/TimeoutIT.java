// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@OnServer
@Order(4)
class TimeoutIT {

    private static final int LONGER_THAN_THE_TIMEOUT = (Database.TRANSACTION_TIMEOUT + 4) * 1000;

    private static final Map<Demarcation, String> IDS = new EnumMap<>(Demarcation.class);
    private static final Map<Demarcation, Future<Answer>> ANSWERS = new EnumMap<>(Demarcation.class);

    /** All at the same time: each takes as long as the timeout of the server. */
    @BeforeAll
    static void letTransactionsTimeOut(RunningServer running) {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (Demarcation outer : Demarcation.values()) {
            boolean served = outer != Demarcation.NONE
                    && (outer != Demarcation.MESSAGE || running.server.lacks(Feature.MESSAGING).isEmpty());
            if (served) {
                String id = Application.newId();
                IDS.put(outer, id);
                ANSWERS.put(outer, threads.submit(() -> running.application.play("rollback", "id", id, "outer",
                        outer.name(), "source", "wide", "by", "timeout", "millis", LONGER_THAN_THE_TIMEOUT)));
            }
        }
        threads.shutdown();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Dropped on timeout")
    void droppedOnTimeout(Demarcation outer, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);

        Answer answer = ANSWERS.get(outer).get();

        assertThat(answer.all("calledMeanwhile")).as("%s", answer).containsExactly("false");
        boolean committed = running.database.count(IDS.get(outer) + "%") > 0;
        Assumptions.assumeFalse(committed && answer.all("called").contains("true"),
                "the server gives these transactions no timeout: it committed and the call was made");
        assertThat(answer.all("called")).as("%s", answer).containsExactly("false");
        assertThat(answer.all("statusAfterwards")).as("%s", answer).containsExactly("6");
        assertThat(running.database.count(IDS.get(outer) + "%")).isZero();
    }
}
