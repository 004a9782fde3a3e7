// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that deserve a name: what random ones do somewhere among other things. */
class NamedProgramsTest {

    private static final Map<Step.App, EmbeddedServer> APPLICATIONS = new EnumMap<>(Step.App.class);

    @BeforeAll
    static void start() {
        for (Step.App app : Step.App.values()) {
            APPLICATIONS.put(app, new EmbeddedServer(Target.class));
        }
    }

    @AfterAll
    static void stop() {
        APPLICATIONS.values().forEach(EmbeddedServer::close);
    }

    private static List<String> execute(Step... program) {
        WithCalls execution = new WithCalls(APPLICATIONS);
        execution.executeProgram(List.of(program));
        return execution.journal;
    }

    private static Step.Call call(int id, Step.App app) {
        return call(id, app, Step.Ending.RETURNS, Step.Observer.NOTES);
    }

    private static Step.Call call(int id, Step.App app, Step.Ending ending, Step.Observer observer) {
        return new Step.Call(id, app, Step.How.RUNNABLE, List.of(), ending, observer);
    }

    private static Step.Block required(List<Step.Beside> besides, Step.BodyEnd end, Step... body) {
        return new Step.Block(1, Step.App.A, Step.Demarcation.REQUIRED, besides, List.of(body), end, Step.StageEnd.DONE,
                true);
    }

    private static List<Step.Beside> beside(Step.Place place, Step.Does does) {
        return List.of(new Step.Beside(place, does, null));
    }

    @Nested
    class AnInterceptorBeside {

        @ParameterizedTest
        @EnumSource
        void thatTranslatesAnExceptionOfTheBodySaysNothingAgainstTheCommit(Step.Place place) {
            List<String> journal = execute(
                    required(beside(place, Step.Does.TRANSLATE), Step.BodyEnd.THROWS_CHECKED, call(2, Step.App.A)));

            // what an inner one throws is unchecked, so that the transaction rolls back
            boolean commits = place == Step.Place.OUTSIDE_FIRST || place == Step.Place.OUTSIDE_LAST;
            assertThat(journal).containsExactlyElementsOf(commits
                    ? List.of("transaction 1 committed", "run 2 in no transaction of A", "block 1 threw Translated")
                    : List.of("CAC-004 io.github.callaftercommit.proof.Work", "transaction 1 rolled back",
                            "block 1 threw Translated"));
        }

        @ParameterizedTest
        @EnumSource(names = {"OUTSIDE_FIRST", "OUTSIDE_LAST"})
        void thatRunsThreeTransactionsHasEachOfThemJudgedByItself(Step.Place place) {
            List<String> journal = execute(
                    required(beside(place, Step.Does.PROCEED_THREE_TIMES), Step.BodyEnd.RETURNS, call(2, Step.App.A),
                            new Step.Enlist(Step.Fault.NONE, 3), new Step.Enlist(Step.Fault.PREPARE_VETO, 3)));

            assertThat(journal).containsExactly("transaction 1 committed", "run 2 in no transaction of A",
                    "transaction 1 committed", "run 2 in no transaction of A",
                    "CAC-004 io.github.callaftercommit.proof.Work", "transaction 1 rolled back",
                    "block 1 threw RollbackException");
        }
    }

    @Nested
    class TwoApplicationsInOneTransaction {

        @Test
        void haveEachTheirOwnCallsRequestsAndObservers() {
            List<String> journal = execute(required(List.of(), Step.BodyEnd.RETURNS,
                    call(2, Step.App.A, Step.Ending.THROWS, Step.Observer.NOTES),
                    call(3, Step.App.B, Step.Ending.THROWS_CHECKED, Step.Observer.NOTES)));

            assertThat(journal).containsExactly("transaction 1 committed", "run 3 in no transaction of B",
                    "CAC-008 Checked", "failure of io.github.callaftercommit.proof.Work in B: Checked",
                    "run 2 in no transaction of A", "CAC-008 Deliberate",
                    "failure of io.github.callaftercommit.proof.Work in A: Deliberate", "block 1 threw nothing");
        }
    }

    @Nested
    class AnObserverOfFailures {

        @Test
        void thatLeavesATransactionOpenHurtsNeitherTheNextCallNorTheCommitter() {
            List<String> journal = execute(required(List.of(), Step.BodyEnd.RETURNS,
                    call(2, Step.App.A, Step.Ending.THROWS, Step.Observer.LEAVES_OPEN_AND_THROWS),
                    call(3, Step.App.A)));

            assertThat(journal).containsExactly("transaction 1 committed", "run 2 in no transaction of A",
                    "CAC-008 Deliberate", "failure of io.github.callaftercommit.proof.Work in A: Deliberate",
                    "CAC-004 io.github.callaftercommit.proof.Work", "CAC-009 Deliberate",
                    "run 3 in no transaction of A", "block 1 threw nothing");
            new Leftovers(APPLICATIONS.values().toArray(EmbeddedServer[]::new)).assertNone();
        }
    }
}
