// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@OnServer
@Order(1)
class DemarcationIT {

    private static final String NO_TRANSACTION = "6";
    private static final int ENOUGH = 3;

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Called once, after the commit, row visible from outside")
    void calledOnceAfterTheCommit(Demarcation outer, RunningServer running) throws Exception {
        assumeServed(outer, running);
        for (String source : List.of("local", "xa")) {
            String id = Application.newId();

            Answer answer = running.application.play("commit", "id", id, "outer", outer.name(), "source", source, "way",
                    "jdbc", "when", "before", "inner", "NONE", "innerWay", "jdbc");

            assertThat(answer.all("seenBeforeCommit")).as("%s", answer).containsExactly("false");
            assertThat(answer.all("seen")).as("%s", answer).containsExactly("true");
            assertThat(answer.all("status")).as("%s", answer).containsExactly(NO_TRANSACTION);
            assertThat(answer.facts()).as("%s", answer).doesNotContainKeys("thrown", "failure");
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Dropped on rollback")
    void droppedOnRollback(Demarcation outer, RunningServer running) throws Exception {
        assumeServed(outer, running);
        for (String source : List.of("local", "xa")) {
            String id = Application.newId();

            Answer answer = running.application.play("rollback", "id", id, "outer", outer.name(), "source", source,
                    "by", "mark");

            assertThat(answer.all("called")).as("%s", answer).containsExactly("false");
            assertThat(running.database.count(id + "%")).isZero();
        }
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Callback writes in every way, pool of one, connection taken before and at commit (servers: "
            + "local, XA, and after)")
    void callbackWritesInEveryWay(Demarcation outer, RunningServer running) throws Exception {
        assumeServed(outer, running);
        List<String> wrong = new ArrayList<>();
        for (String source : List.of("local", "xa")) {
            for (String way : List.of("jdbc", "jpa")) {
                for (String when : List.of("before", "after")) {
                    for (Demarcation inner : List.of(Demarcation.REQUIRED, Demarcation.REQUIRES_NEW, Demarcation.EJB,
                            Demarcation.EJB_REQUIRES_NEW, Demarcation.USER_TRANSACTION, Demarcation.NONE)) {
                        for (String innerWay : inner == Demarcation.NONE ? List.of("jdbc") : List.of("jdbc", "jpa")) {
                            assertThat(wrong).as("enough is known").hasSizeLessThan(ENOUGH);
                            String id = Application.newId();
                            Answer answer = running.application.play("commit", "id", id, "outer", outer.name(),
                                    "source", source, "way", way, "when", when, "inner", inner.name(), "innerWay",
                                    innerWay);
                            whatIsWrong(answer, running.database.count(id + "-%")).ifPresent(wrong::add);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Order(4)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "REQUIRES_NEW", "USER_TRANSACTION", "EJB", "EJB_REQUIRES_NEW", "BEAN_MANAGED"})
    @DisplayName("Calls of an inner transaction do not wait for the outer one, which keeps what it writes before "
            + "and after together")
    void innerTransactionCalls(Demarcation outer, RunningServer running) throws Exception {
        for (String source : List.of("eight", "eightXa")) {
            for (Demarcation inner : List.of(Demarcation.REQUIRES_NEW, Demarcation.EJB_REQUIRES_NEW)) {
                for (String end : List.of("commit", "rollback")) {
                    String id = Application.newId();

                    Answer answer = running.application.play("inner", "id", id, "outer", outer.name(), "inner",
                            inner.name(), "source", source, "end", end);

                    assertThat(answer.all("step")).as("%s", answer).containsExactly("called", "outer");
                    assertThat(answer.all("seen")).as("%s", answer).containsExactly("true");
                    assertThat(answer.facts()).as("%s", answer).doesNotContainKey("thrown");
                    assertThat(running.database.ids(id + "-%")).as("%s", answer)
                            .containsExactlyElementsOf(end.equals("commit")
                                    ? List.of(id + "-after", id + "-before", id + "-callback", id + "-inner")
                                    : List.of(id + "-callback", id + "-inner"));
                }
            }
        }
    }

    private static Optional<String> whatIsWrong(Answer answer, int rows) {
        boolean right = answer.all("seen").equals(List.of("true")) && answer.all("seenInner").equals(List.of("true"))
                && rows == 2
                && answer.all("millis").stream()
                        .allMatch(millis -> Long.parseLong(millis) < Database.POOL_TIMEOUT_MILLIS / 2)
                && answer.all("failure").isEmpty() && answer.all("thrown").isEmpty();
        return right ? Optional.empty() : Optional.of(rows + " rows, " + answer);
    }

    static void assumeServed(Demarcation demarcation, RunningServer running) {
        if (demarcation == Demarcation.MESSAGE) {
            running.server.lacks(Feature.MESSAGING).ifPresent(Assumptions::abort);
        }
    }
}
