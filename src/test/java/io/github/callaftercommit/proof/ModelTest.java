// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.transaction.Status;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random programs do what the documented rules say; how many are tried is set by the build. */
class ModelTest {

    /** What is rare; the build that tries thousands of programs reaches it. */
    private static final String[] NEVER_FORGOTTEN = {"callback in 20 others",
            "calls of 2 applications in a transaction", "dropped, because the commit is doubted",
            "joins with status " + Status.STATUS_COMMITTED, "joins with status " + Status.STATUS_NO_TRANSACTION,
            "made at a boundary, whatever was thrown", "made at once in a committed transaction",
            "made when the next body starts", "held transaction ended: COMMIT_DIRECTLY",
            "held transaction ended: COMMIT_ELSEWHERE", "stage completed later: DONE elsewhere",
            "stage completed later: FAILED elsewhere", "transaction ended within its body: COMMIT",
            "transaction ended within its body: COMMIT_DIRECTLY", "transaction ended within its body: COMMIT_ELSEWHERE",
            "transaction ended within its body: HOLD", "observer CALLS", "observer COMMITS_WITH_CALL",
            "observer LEAVES_OPEN", "observer LEAVES_OPEN_AND_THROWS", "observer THROWS", "observer THROWS_ERROR"};

    private static final Map<Step.App, EmbeddedServer> APPLICATIONS = new EnumMap<>(Step.App.class);

    @BeforeContainer
    static void start() {
        for (Step.App app : Step.App.values()) {
            APPLICATIONS.put(app, new EmbeddedServer(Target.class));
        }
    }

    @AfterContainer
    static void stop() {
        APPLICATIONS.values().forEach(EmbeddedServer::close);
        if (System.getProperty("jqwik.tries.default") != null) {
            System.out.println("The programs reached:");
            Reached.times().forEach((what, times) -> System.out.printf("%8d x %s%n", times, what));
            assertThat(Reached.times()).as("what no program has done, proves nothing").containsKeys(NEVER_FORGOTTEN);
        }
    }

    @Property
    void everyProgramDoesWhatTheRulesSay(@ForAll("programs") List<Step> program) {
        Leftovers leftovers = new Leftovers(APPLICATIONS.values().toArray(EmbeddedServer[]::new));
        Trace trace = WithoutCalls.trace(APPLICATIONS, program);
        leftovers.assertNone();
        Map<Integer, Trace> callbacks = new HashMap<>();
        trace(program.stream(), callbacks);
        leftovers.assertNone();
        ReferenceModel model = new ReferenceModel(callbacks);
        model.replay(trace);

        WithCalls real = new WithCalls(APPLICATIONS);
        real.executeProgram(program);

        assertThat(String.join("\n", real.journal)).as("what happened").isEqualTo(String.join("\n", model.journal));
        leftovers.assertNone();
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Programs.arbitrary();
    }

    /** Executes every callback once by itself, to see what becomes of the transactions in it. */
    private static void trace(Stream<Step> steps, Map<Integer, Trace> callbacks) {
        steps.forEach(step -> {
            trace(step.steps(), callbacks);
            if (step instanceof Step.Call call) {
                callbacks.put(call.id(), WithoutCalls.trace(APPLICATIONS, call));
                trace(call.inside().stream(), callbacks);
            }
        });
    }
}
