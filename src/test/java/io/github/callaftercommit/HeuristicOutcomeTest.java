// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static javax.transaction.xa.XAException.XAER_NOTA;
import static javax.transaction.xa.XAException.XAER_RMERR;
import static javax.transaction.xa.XAException.XAER_RMFAIL;
import static javax.transaction.xa.XAException.XA_HEURCOM;
import static javax.transaction.xa.XAException.XA_HEURHAZ;
import static javax.transaction.xa.XAException.XA_HEURMIX;
import static javax.transaction.xa.XAException.XA_HEURRB;
import static javax.transaction.xa.XAException.XA_RBROLLBACK;
import static javax.transaction.xa.XAException.XA_RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an XA resource may answer to the commit, and what becomes of the calls then.
 *
 * <p>Narayana tells the synchronizations COMMITTED for mixed and hazardous outcomes. After a commit of one phase its
 * transaction knows better. After one of two phases only commit() tells, by what it throws: under
 * {@code @Transactional} a call is made only if it has returned, elsewhere nobody but its caller sees it, and the calls
 * are made. That is the known limit.
 */
class HeuristicOutcomeTest {

    enum Commit {
        /** There is one resource. */
        ONE_PHASE,
        /** There are two; the first one, whose answer decides, refuses. */
        TWO_PHASE_FIRST,
        /** There are two; the other one has committed already. */
        TWO_PHASE_LATER
    }

    enum Outcome {
        COMMITTED, ROLLED_BACK, UNCERTAIN
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    private static Stream<Arguments> answers() {
        return Stream
                .of(answer(Commit.ONE_PHASE, "XAER_RMFAIL", XAER_RMFAIL, Outcome.UNCERTAIN),
                        answer(Commit.ONE_PHASE, "XAER_NOTA", XAER_NOTA, Outcome.UNCERTAIN),
                        answer(Commit.ONE_PHASE, "XA_HEURMIX", XA_HEURMIX, Outcome.UNCERTAIN),
                        answer(Commit.ONE_PHASE, "XA_HEURHAZ", XA_HEURHAZ, Outcome.UNCERTAIN),
                        answer(Commit.ONE_PHASE, "XA_HEURRB", XA_HEURRB, Outcome.ROLLED_BACK),
                        answer(Commit.ONE_PHASE, "XAER_RMERR", XAER_RMERR, Outcome.ROLLED_BACK),
                        answer(Commit.ONE_PHASE, "XA_RBROLLBACK", XA_RBROLLBACK, Outcome.ROLLED_BACK),
                        answer(Commit.ONE_PHASE, "XA_HEURCOM", XA_HEURCOM, Outcome.COMMITTED),
                        answer(Commit.TWO_PHASE_FIRST, "XA_HEURRB", XA_HEURRB, Outcome.ROLLED_BACK),
                        answer(Commit.TWO_PHASE_FIRST, "XA_HEURMIX", XA_HEURMIX, Outcome.UNCERTAIN),
                        answer(Commit.TWO_PHASE_LATER, "XA_HEURRB", XA_HEURRB, Outcome.UNCERTAIN),
                        answer(Commit.TWO_PHASE_LATER, "XA_HEURMIX", XA_HEURMIX, Outcome.UNCERTAIN),
                        answer(Commit.TWO_PHASE_LATER, "XA_HEURHAZ", XA_HEURHAZ, Outcome.UNCERTAIN),
                        answer(Commit.TWO_PHASE_LATER, "XAER_RMERR", XAER_RMERR, Outcome.UNCERTAIN),
                        // the commit is decided: recovery will see to the rest
                        answer(Commit.TWO_PHASE_LATER, "XAER_RMFAIL", XAER_RMFAIL, Outcome.COMMITTED),
                        answer(Commit.TWO_PHASE_LATER, "XA_RETRY", XA_RETRY, Outcome.COMMITTED),
                        answer(Commit.TWO_PHASE_LATER, "XA_HEURCOM", XA_HEURCOM, Outcome.COMMITTED))
                .flatMap(answer -> Stream.of(Demarcated.values()).map(demarcated -> Arguments.of(answer.get()[0],
                        answer.get()[1], answer.get()[2], answer.get()[3], demarcated)));
    }

    private static Arguments answer(Commit commit, String name, int errorCode, Outcome outcome) {
        return Arguments.of(commit, name, errorCode, outcome);
    }

    @ParameterizedTest(name = "{0} {1}: {3}, {4}")
    @MethodSource
    void answers(Commit commit, String name, int errorCode, Outcome outcome, Demarcated demarcated) {
        Work work = () -> {
            stack.afterCommit().call(stack.journal().noting("called"));
            if (commit == Commit.TWO_PHASE_LATER) {
                stack.manager().getTransaction().enlistResource(ScriptedResource.agreeing());
            }
            stack.manager().getTransaction().enlistResource(ScriptedResource.agreeing().refusingCommit(errorCode));
            if (commit == Commit.TWO_PHASE_FIRST) {
                stack.manager().getTransaction().enlistResource(ScriptedResource.agreeing());
            }
        };

        switch (outcome) {
            case COMMITTED -> {
                assertThatCode(() -> demarcated.run(stack.transactions(), work)).doesNotThrowAnyException();
                assertThat(stack.journal().noted()).containsExactly("called");
            }
            case ROLLED_BACK -> {
                assertThatThrownBy(() -> demarcated.run(stack.transactions(), work))
                        .isInstanceOf(RollbackException.class);
                assertThat(stack.journal().noted()).isEmpty();
                assertThat(stack.logs().messages("CAC-004")).hasSize(1);
            }
            case UNCERTAIN -> {
                assertThatThrownBy(() -> demarcated.run(stack.transactions(), work))
                        .isInstanceOf(HeuristicMixedException.class);
                if (demarcated.hasBoundary()) {
                    assertThat(stack.journal().noted()).isEmpty();
                    assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-006",
                            "HeuristicMixedException", "Journal");
                } else if (commit == Commit.ONE_PHASE) {
                    assertThat(stack.journal().noted()).isEmpty();
                    assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-005", "UNKNOWN");
                } else {
                    // the known limit: nobody but the caller of commit() learns of it
                    assertThat(stack.journal().noted()).containsExactly("called");
                }
            }
            default -> throw new AssertionError(outcome);
        }
    }
}
