// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

import com.arjuna.ats.arjuna.coordinator.BasicAction;
import com.arjuna.ats.arjuna.coordinator.Reapable;
import io.github.callaftercommit.internal.Internals;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that meet in the calls of one transaction, many times over; how often is set by the build. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CallRaceTest {

    private static final int ROUNDS = Integer.getInteger("proof.rounds", 2000);
    private static final int CALLS = 5;

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    private final Race race = new Race(stack.manager());

    @BeforeEach
    void keepLogsShort() {
        stack.logs().keepAlarmsOnly();
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        race.end();
    }

    @Nested
    class TheCallsOfATransaction {

        @ParameterizedTest
        @ValueSource(ints = {Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK})
        void thatCompletesWhileCallsAreAddedMakesOrDropsEveryCallItAcceptedAndNoOther(int outcome) throws Exception {
            Internals internals = new Internals(stack.container());
            int acceptedInAll = 0;
            int refusedInAll = 0;
            for (int round = 0; round < ROUNDS; round++) {
                AtomicIntegerArray made = new AtomicIntegerArray(CALLS);
                boolean[] accepted = new boolean[CALLS];
                Internals.Calls calls = internals.calls("transaction " + round);
                calls.add(() -> {}, null);
                // registered with nobody, so that it stands for calls whose last synchronization completes
                race.run(() -> calls.complete(outcome), () -> {
                    for (int i = 0; i < CALLS; i++) {
                        int call = i;
                        accepted[i] = calls.add(() -> made.incrementAndGet(call), null);
                    }
                });
                boolean refused = false;
                for (int i = 0; i < CALLS; i++) {
                    assertThat(made.get(i)).as("call %d of round %d, accepted: %s", i, round, accepted[i])
                            .isEqualTo(accepted[i] && outcome == Status.STATUS_COMMITTED ? 1 : 0);
                    assertThat(refused && accepted[i]).as("accepted after a refusal").isFalse();
                    refused |= !accepted[i];
                    acceptedInAll += accepted[i] ? 1 : 0;
                    refusedInAll += accepted[i] ? 0 : 1;
                }
                assertThat(calls.names()).isEmpty();
            }
            assertThat(acceptedInAll).as("a race that only one side ever wins shows nothing").isPositive();
            assertThat(refusedInAll).as("a race that only one side ever wins shows nothing").isPositive();
        }

        @Test
        void thatCompletesTwiceAtTheSameTimeMakesItsCallsOnce() throws Exception {
            Internals internals = new Internals(stack.container());
            for (int round = 0; round < ROUNDS; round++) {
                AtomicIntegerArray made = new AtomicIntegerArray(1);
                Internals.Calls calls = internals.calls("transaction " + round);
                calls.add(() -> made.incrementAndGet(0), null);
                race.run(() -> calls.complete(Status.STATUS_COMMITTED), () -> calls.complete(Status.STATUS_COMMITTED));
                assertThat(made.get(0)).isEqualTo(1);
            }
        }
    }

    @Nested
    class ATransaction {

        private final TransactionManager manager = stack.manager();

        @Test
        void thatTwoThreadsCallInMakesEveryCallOnce() throws Exception {
            AfterCommitService afterCommit = stack.afterCommit();
            for (int round = 0; round < ROUNDS / 10; round++) {
                ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
                manager.begin();
                Transaction transaction = manager.suspend();
                race.in(transaction, () -> afterCommit.call(() -> made.add("first")));
                race.run(() -> race.in(transaction, () -> callSome(afterCommit, made, "a")),
                        () -> race.in(transaction, () -> callSome(afterCommit, made, "b")));
                race.in(transaction, manager::commit);
                assertThat(made).as("round %d", round).hasSize(2 * CALLS + 1).doesNotHaveDuplicates();
                assertThat(made.stream().filter(call -> call.startsWith("a"))).isSorted();
                assertThat(made.stream().filter(call -> call.startsWith("b"))).isSorted();
            }
        }

        @Test
        void thatTimesOutWhileItsThreadCallsMakesNoCallAndFailsOnlyItsCommit() throws Exception {
            AfterCommitService afterCommit = stack.afterCommit();
            for (int round = 0; round < ROUNDS / 10; round++) {
                ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
                manager.begin();
                BasicAction action = BasicAction.Current();
                Transaction transaction = manager.suspend();
                // what Narayana's reaper does when a transaction is too old
                race.run(((Reapable) action)::cancel,
                        () -> race.in(transaction, () -> callSome(afterCommit, made, "late")));
                assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ROLLEDBACK);
                assertThat(made).as("round %d", round).isEmpty();
            }
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @Test
        void thatIsCommittedOnAnotherThreadWhileItsOwnThreadCallsMakesEveryCallThatReturned() throws Exception {
            AfterCommitService afterCommit = stack.afterCommit();
            for (int round = 0; round < ROUNDS / 10; round++) {
                ConcurrentLinkedQueue<String> made = new ConcurrentLinkedQueue<>();
                ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
                manager.begin();
                Transaction transaction = manager.suspend();
                race.run(() -> race.in(transaction, manager::commit), () -> {
                    race.inIfAlive(transaction, () -> {
                        for (int i = 0; i < CALLS; i++) {
                            String call = "call " + i;
                            try {
                                afterCommit.call(() -> made.add(call));
                                asked.add(call);
                            } catch (IllegalStateException refused) {
                                assertThat(refused).as("a call that comes while the transaction completes")
                                        .hasMessageStartingWith("CAC-021");
                            }
                        }
                    });
                });
                assertThat(made).as("round %d", round).containsExactlyInAnyOrderElementsOf(asked);
            }
        }

        private void callSome(AfterCommitService afterCommit, ConcurrentLinkedQueue<String> made, String name) {
            for (int i = 0; i < CALLS; i++) {
                String call = name + i;
                afterCommit.call(() -> made.add(call));
            }
        }
    }
}
