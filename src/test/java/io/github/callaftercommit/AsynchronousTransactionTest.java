// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(SignUp.class);

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
}
