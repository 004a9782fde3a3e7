// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import javax.transaction.xa.XAException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Narayana completes the transaction of a method that returns a CompletionStage when that stage completes, wherever
 * that is.
 */
class AsynchronousTransactionTest {

    @ApplicationScoped
    static class SignUp {

        @Inject
        Database database;

        @Inject
        Journal journal;

        @Inject
        AfterCommitService afterCommit;

        @Transactional
        public CompletionStage<String> signUp(CompletableFuture<String> stage) {
            database.save("row");
            afterCommit.call(() -> journal.note("called, sees " + database.notes()));
            return stage;
        }
    }

    /** What the body returns is complete, and so is the transaction when the method returns. */
    @ApplicationScoped
    static class Complete {

        @Transactional
        public CompletionStage<String> run(Work work, CompletionStage<String> stage) throws Exception {
            work.run();
            return stage;
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(SignUp.class, Complete.class);

    @Test
    void callsAreMadeOnTheThreadThatCompletesTheStage() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stack.get(SignUp.class).signUp(stage);
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);

        Thread[] completing = new Thread[1];
        stack.onAnotherThread(() -> {
            completing[0] = Thread.currentThread();
            stage.complete("done");
        });

        assertThat(stack.journal().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("called, sees [row]");
            assertThat(entry.thread()).isSameAs(completing[0]);
            assertThat(entry.transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
        });
    }

    @Test
    void callsAreMadeBeforeTheMethodReturnsWhereTheStageIsComplete() {
        stack.get(SignUp.class).signUp(CompletableFuture.completedFuture("done"));

        assertThat(stack.journal().noted()).containsExactly("called, sees [row]");
    }

    @Test
    void callsAreDroppedWhereTheStageFails() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stack.get(SignUp.class).signUp(stage);
        stack.onAnotherThread(() -> stage.completeExceptionally(new IllegalArgumentException("no")));

        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.database().notes()).isEmpty();
        assertThat(stack.logs().messages("CAC-004")).hasSize(1);
    }

    /** Narayana tells of it in the stage alone. */
    @ParameterizedTest
    @MethodSource
    void callsAreDroppedWhereTheCommitFailsHeuristically(CompletionStage<String> stage) throws Exception {
        CompletionStage<String> returned = stack.get(Complete.class).run(this::callAndFailInTwoPhases, stage);

        assertThat(returned).failsWithin(Duration.ZERO).withThrowableOfType(ExecutionException.class).havingRootCause()
                .isInstanceOf(HeuristicMixedException.class);
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().alarms()).singleElement().asString().contains("CAC-006", "HeuristicMixedException");
    }

    private static Stream<CompletionStage<String>> callsAreDroppedWhereTheCommitFailsHeuristically() {
        return Stream.of(CompletableFuture.completedFuture("done"), CompletableFuture.completedStage("done"));
    }

    /** An exception of the body that would be evidence, if the transaction manager had thrown it. */
    @Test
    void callsAreMadeWhereTheStageFailsWithWhatAnotherCommitHasThrown() throws Exception {
        Exception own = new HeuristicMixedException("of another transaction");
        stack.get(Complete.class).run(() -> stack.afterCommit().call(stack.journal().noting("called")),
                CompletableFuture.failedFuture(own));

        assertThat(stack.journal().noted()).containsExactly("called");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private void callAndFailInTwoPhases() throws Exception {
        stack.afterCommit().call(stack.journal().noting("called"));
        stack.manager().getTransaction().enlistResource(ScriptedResource.agreeing());
        stack.manager().getTransaction()
                .enlistResource(ScriptedResource.agreeing().refusingCommit(XAException.XA_HEURMIX));
    }
}
