// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@OnServer
@Order(2)
class ObserversIT {

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Annotated observers (CDI and EJB) hear after the commit, in order with other calls, and write, pool "
            + "of one; a failure is isolated")
    void hearAfterTheCommit(Demarcation outer, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);
        for (String source : List.of("local", "xa")) {
            String id = Application.newId();

            Answer answer = running.application.play("observers", "id", id, "outer", outer.name(), "source", source,
                    "end", "commit");

            assertThat(answer.all("step")).as("%s", answer).containsExactly("body", "first", "CDI bean", "fails",
                    "stateless", "singleton", "last");
            assertThat(answer.all("failure")).as("%s", answer).containsExactly("IllegalArgumentException");
            assertThat(answer.facts()).as("%s", answer).doesNotContainKey("thrown");
            assertThat(running.database.count(id + "-%")).as("%s", answer).isEqualTo(4);
        }
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    @DisplayName("Annotated observers hear nothing after a rollback")
    void hearNothing(Demarcation outer, RunningServer running) throws Exception {
        DemarcationIT.assumeServed(outer, running);
        String id = Application.newId();

        Answer answer = running.application.play("observers", "id", id, "outer", outer.name(), "source", "local", "end",
                "rollback");

        assertThat(answer.all("step")).as("%s", answer).containsExactly("body");
        assertThat(running.database.count(id + "-%")).isZero();
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION", "EJB", "BEAN_MANAGED"})
    @DisplayName("Annotated observers hear of an event that is fired when the commit flushes, pool of one")
    void ofAFlush(Demarcation outer, RunningServer running) throws Exception {
        if (outer == Demarcation.EJB || outer == Demarcation.BEAN_MANAGED) {
            running.server.lacks(Feature.EJB_IN_FLUSH_OF_EJB).ifPresent(Assumptions::abort);
        }
        for (String source : List.of("local", "xa")) {
            String id = Application.newId();

            Answer answer = running.application.play("observers", "id", id, "outer", outer.name(), "source", source,
                    "end", "commit", "fired", "in a flush");

            assertThat(answer.all("step")).as("%s", answer).containsExactly("body", "first", "last", "CDI bean",
                    "fails", "stateless", "singleton");
            assertThat(running.database.count(id + "-%")).as("%s", answer).isEqualTo(4);
        }
    }

    @Test
    @Order(4)
    @DisplayName("An annotated observer hears after the commit of what its own @Transactional method has fired")
    void ofItsOwnEvent(RunningServer running) throws Exception {
        Answer committed = running.application.play("observers", "fired", "by itself", "end", "commit");
        Answer rolledBack = running.application.play("observers", "fired", "by itself", "end", "rollback");

        assertThat(committed.all("step")).as("%s", committed).containsExactly("fired", "heard");
        assertThat(committed.all("usable")).as("%s", committed).containsExactly("true");
        assertThat(committed.facts()).as("%s", committed).doesNotContainKey("thrown");
        assertThat(rolledBack.all("step")).as("%s", rolledBack).containsExactly("fired");
    }

    @Order(5)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION", "EJB", "BEAN_MANAGED"})
    @DisplayName("An annotated observer of a @Stateful @RequestScoped bean hears after the commit, and writes")
    void ofAStatefulBean(Demarcation outer, RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("observers", "id", id, "outer", outer.name(), "source", "local", "end",
                "commit", "fired", "to the request");

        assertThat(answer.all("step")).as("%s", answer).containsExactly("body", "first", "stateful", "last");
        assertThat(running.database.count(id + "-%")).as("%s", answer).isEqualTo(2);
    }
}
