// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random programs do what the documented rules say; how many are tried is set by the build. */
class ModelTest {

    private static EmbeddedServer server;
    private static Leftovers leftovers;

    @BeforeContainer
    static void start() {
        server = new EmbeddedServer(Target.class);
        leftovers = new Leftovers(server);
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Property
    void everyProgramDoesWhatTheRulesSay(@ForAll("programs") List<Step> program) throws Exception {
        Execution without = new Execution(server, false);
        without.execute(program);
        leftovers.assertNone();
        List<Integer> blocks = new ArrayList<>();
        visit(program, without, blocks);
        leftovers.assertNone();
        ReferenceModel model = new ReferenceModel(without.observed);
        model.execute(program);

        Execution with = new Execution(server, true);
        with.execute(program);

        assertThat(String.join("\n", with.journal)).as("what happened").isEqualTo(String.join("\n", model.journal));
        leftovers.assertNone();
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Programs.arbitrary();
    }

    /** Executes every callback once by itself, to see what becomes of the transactions in it. */
    private static void visit(List<Step> steps, Execution execution, List<Integer> blocks) {
        for (Step step : steps) {
            if (step instanceof Step.Block block) {
                blocks.add(block.id());
                visit(block.body(), execution, blocks);
            } else if (step instanceof Step.Call call) {
                visit(call, execution, blocks);
            } else if (step instanceof Step.CallAt at) {
                visit(at.call(), execution, blocks);
            }
        }
    }

    private static void visit(Step.Call call, Execution execution, List<Integer> blocks) {
        execution.executeAlone(call);
        visit(call.steps(), execution, blocks);
    }
}
