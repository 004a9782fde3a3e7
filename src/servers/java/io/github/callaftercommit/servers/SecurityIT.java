// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.github.callaftercommit.servers.app.Demarcation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnServer
@Tag("deploys")
@Order(11)
class SecurityIT {

    private static final String NOBODY = "nobody";
    private static final String REFUSED = "SecuredSender.send(Facts) EJBAccessException";

    private static Application secured;

    @BeforeAll
    static void deploy(RunningServer running) throws Exception {
        running.server.deploy(running.securedWar("secured.war"));
        secured = new Application(running.server.uri("secured"));
    }

    @AfterAll
    static void undeploy(RunningServer running) throws Exception {
        running.server.undeploy("secured.war");
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION", "EJB", "BEAN_MANAGED", "EXECUTOR"})
    @DisplayName("A deferred EJB method is called with the caller of the call")
    void calledWithTheCaller(Demarcation outer) throws Exception {
        Answer answer = play(outer, Callers.ADA, "sender", Callers.ADA);

        assertThat(answer.all("step")).as("%s", answer).containsExactly("returned", "called", "committed");
        assertThat(answer.all("caller")).as("%s", answer).containsExactly(Callers.ADA.toString());
        assertThat(answer.all("inRole")).as("%s", answer).containsExactly("true");
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION", "EJB", "BEAN_MANAGED", "EXECUTOR"})
    @DisplayName("Whoever may not call a deferred EJB method is refused at once, and nothing is queued")
    void refusedAtOnce(Demarcation outer) throws Exception {
        Answer answer = play(outer, Callers.BOB, "sender", Callers.BOB);

        assertThat(answer.all("step")).as("%s", answer).containsExactly("refused", "committed");
        assertThat(answer.all("pending")).as("%s", answer).containsExactly("[]");
        assertThat(answer.facts()).as("%s", answer).doesNotContainKeys("caller", "failure");
    }

    @Order(3)
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"REQUIRED", "USER_TRANSACTION"})
    @DisplayName("The role is checked again after the commit: who has logged out, or is somebody else, is refused, "
            + "and the failure is reported")
    void checkedAgain(Demarcation outer, RunningServer running) throws Exception {
        for (Object end : List.of(NOBODY, Callers.BOB)) {
            int before = running.server.process().log().length();

            Answer answer = play(outer, Callers.ADA, "sender", end);

            running.server.lacks(Feature.LOGOUT).ifPresent(reason -> {
                assertThat(answer.all("caller")).as("%s", answer).containsExactly(Callers.ADA.toString());
                Assumptions.abort(reason);
            });
            assertThat(answer.all("step")).as("the committer sees nothing: %s", answer).containsExactly("returned",
                    "committed");
            assertThat(answer.all("failure")).as("%s", answer).containsExactly(REFUSED);
            assertThat(running.server.process().logFrom(before))
                    .contains("CAC-008: SecuredSender.send(Facts) failed after the commit");
        }
    }

    @Test
    @Order(4)
    @DisplayName("@RunAs of a bean that has returned counts no more: in a transaction of its own the call is made, "
            + "in its caller's it is refused")
    void runAsEndsWithItsBean() throws Exception {
        Answer own = play(Demarcation.NONE, Callers.BOB, "robot", Callers.BOB);
        Assumptions.assumeTrue(own.all("step").contains("called"), "@RunAs needs more configuration of the server");
        assertThat(own.all("step")).as("%s", own).containsExactly("called", "returned", "committed");
        assertThat(own.all("inRole")).as("%s", own).containsExactly("true");

        Answer joined = play(Demarcation.REQUIRED, Callers.BOB, "robot", Callers.BOB);

        assertThat(joined.all("step")).as("%s", joined).containsExactly("returned", "committed");
        assertThat(joined.all("failure")).as("%s", joined).containsExactly(REFUSED);
    }

    private static Answer play(Demarcation outer, Object by, String through, Object end) throws Exception {
        return secured.play("security", "outer", outer.name(), "by", by, "through", through, "end", end);
    }
}
