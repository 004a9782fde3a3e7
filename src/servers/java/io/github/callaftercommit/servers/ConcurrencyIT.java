// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests at the same time. What they do without calls shows what the server itself does to them. */
@OnServer
@Order(4)
class ConcurrencyIT {

    private static final int LOOPS = 8;
    private static final int TIMES = 500;

    /** Whether programs call. */
    enum Calls {
        WITHOUT("the server alone, without calls"), WITH("with calls");

        private final String label;

        Calls(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("4 requests that loop over a UserTransaction beside 4 over @Transactional and REQUIRES_NEW")
    void loops(Calls calls, RunningServer running) throws Exception {
        List<Callable<Answer>> requests = IntStream.range(0, LOOPS)
                .<Callable<Answer>>mapToObj(loop -> () -> client(running).play("loop", "by",
                        loop % 2 == 0 ? "USER_TRANSACTION" : "REQUIRES_NEW", "times", TIMES, "calls",
                        calls == Calls.WITH))
                .toList();

        for (Answer answer : atTheSameTime(requests)) {
            assertThat(answer.facts()).as("%s", answer).doesNotContainKey("thrown");
            assertThat(answer.all("made")).as("%s", answer)
                    .containsExactly(String.valueOf(calls == Calls.WITH ? TIMES : 0));
        }
    }

    /** Each client has connections of its own. */
    private static Application client(RunningServer running) {
        return new Application(running.server.uri("it"));
    }

    private static <T> List<T> atTheSameTime(List<Callable<T>> requests) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
