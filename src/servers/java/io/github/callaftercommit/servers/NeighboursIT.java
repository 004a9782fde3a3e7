// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnServer
@Order(3)
class NeighboursIT {

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"eight", "eightXa"})
    @DisplayName("In an AFTER_SUCCESS observer, a REQUIRES_NEW transaction that commits: its calls are made")
    void inAnObserver(String source, RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("afterSuccess", "id", id, "source", source);

        assertThat(running.database.count(id + "-outer")).isOne();
        assertThat(answer.all("step")).as("%s", answer).hasSize(running.database.count(id + "-inner"));
    }

    @Test
    @Order(2)
    @DisplayName("Transaction.commit() on a thread that holds another transaction: the calls are made there and then")
    void besideAnotherTransaction(RunningServer running) throws Exception {
        Answer witness = running.application.play("foreignCommit", "calling", false);
        Assumptions.assumeFalse(witness.all("step").isEmpty(), "keeps its transaction manager from applications");
        Assumptions.assumeTrue(witness.all("step").contains("second rolled back"),
                "loses the other transaction itself, also where nobody calls");

        Answer answer = running.application.play("foreignCommit", "calling", true);

        assertThat(answer.all("step")).as("%s", answer).containsExactly("called", "first committed",
                "second rolled back");
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"local", "xa"})
    @DisplayName("Plain JDBC in a call, pool of one: the next transaction of the request has the connection")
    void plainJdbc(String source, RunningServer running) throws Exception {
        String id = Application.newId();

        Answer answer = running.application.play("plainJdbc", "id", id, "source", source);

        assertThat(answer.facts()).as("%s", answer).doesNotContainKeys("thrown", "failure");
        assertThat(running.database.count(id + "-%")).as("%s", answer).isEqualTo(2);
    }

    @Test
    @Order(4)
    @DisplayName("@Asynchronous on an executor whose bounded queue is full: the failure is reported, all else is done")
    void boundedExecutor(RunningServer running) throws Exception {
        Assumptions.assumeTrue(running.server.hasBoundedExecutor(), "bounds no queue, as the specification does not");
        String id = Application.newId();
        int before = running.server.process().log().length();

        Answer answer = running.application.play("bounded", "id", id);

        assertThat(running.database.count(id)).isOne();
        assertThat(answer.all("step")).as("%s", answer).containsExactly("called");
        assertThat(answer.all("exported")).as("%s", answer).containsExactly("true");
        assertThat(answer.all("failure")).singleElement().asString().startsWith("BoundedBean.export(Runnable): ")
                .contains("Rejected");
        assertThat(running.server.process().logFrom(before)).contains("CAC-008: BoundedBean.export(Runnable)");
    }
}
