// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An exception of the body does not decide: whether the transaction commits, does. */
class RollbackRulesTest {

    @ApplicationScoped
    static class Rules {

        @Transactional(dontRollbackOn = IllegalArgumentException.class)
        void commitsWithRuntimeException(Work work) throws Exception {
            work.run();
        }

        @Transactional(rollbackOn = IOException.class)
        void rollsBackWithCheckedException(Work work) throws Exception {
            work.run();
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Rules.class);

    private Work callingAndThrowing(Exception failure) {
        return () -> {
            stack.database().save("row");
            stack.afterCommit().call(stack.journal().noting("called"));
            throw failure;
        };
    }

    @Test
    void aCheckedExceptionCommitsAndReachesTheCallerAfterTheCalls() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> stack.transactions().required(callingAndThrowing(failure))).isSameAs(failure);
        assertThat(stack.journal().noted()).containsExactly("called");
        assertThat(stack.database().notes()).containsExactly("row");
    }

    @Test
    void aRuntimeExceptionThatDoesNotRollBackIsTheSame() {
        IllegalArgumentException failure = new IllegalArgumentException();

        assertThatThrownBy(() -> stack.get(Rules.class).commitsWithRuntimeException(callingAndThrowing(failure)))
                .isSameAs(failure);
        assertThat(stack.journal().noted()).containsExactly("called");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @Test
    void aCheckedExceptionThatRollsBackDropsTheCalls() {
        IOException failure = new IOException();

        assertThatThrownBy(() -> stack.get(Rules.class).rollsBackWithCheckedException(callingAndThrowing(failure)))
                .isSameAs(failure);
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.database().notes()).isEmpty();
    }

    @Test
    void anErrorRollsBack() {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            stack.afterCommit().call(stack.journal().noting("dropped"));
            throw new AssertionError("rolls back");
        })).hasMessage("rolls back");
        assertThat(stack.journal().noted()).isEmpty();
    }
}
