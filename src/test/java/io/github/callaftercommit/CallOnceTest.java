// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.callaftercommit.AfterCommitService.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once per key and transaction. */
class CallOnceTest {

    record Reindex(long order) {}

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    private void callOnce(Object key, String what) {
        stack.afterCommit().callOnce(key, stack.journal().noting(what));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstCallWithAnEqualKeyIsMadeInItsPlace(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            callOnce(new Reindex(42), "42, first");
            stack.afterCommit().call(stack.journal().noting("between"));
            callOnce(new Reindex(43), "43");
            for (int change = 0; change < 30; change++) {
                callOnce(new Reindex(42), "42, again");
            }
        });

        assertThat(stack.journal().noted()).containsExactly("42, first", "between", "43");
    }

    @Test
    void callsWithoutAKeyAreNeverIgnored() throws Exception {
        Callback<RuntimeException> callback = stack.journal().noting("called");
        stack.transactions().required(() -> {
            callOnce("key", "once");
            stack.afterCommit().call(callback);
            stack.afterCommit().call(callback);
        });

        assertThat(stack.journal().noted()).containsExactly("once", "called", "called");
    }

    @Test
    void keysDieWithTheTransaction() throws Exception {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            callOnce("key", "rolled back");
            throw new IllegalArgumentException("no");
        })).hasMessage("no");
        stack.transactions().required(() -> callOnce("key", "committed"));
        stack.transactions().required(() -> {
            callOnce("key", "outer");
            stack.transactions().requiresNew(() -> callOnce("key", "inner"));
        });

        assertThat(stack.journal().noted()).containsExactly("committed", "inner", "outer");
    }

    @Test
    void withoutATransactionItIsCalledEachTime() {
        callOnce("key", "1");
        callOnce("key", "2");

        assertThat(stack.journal().noted()).containsExactly("1", "2");
    }

    @Test
    void inACallbackItIsCalledEachTime() throws Exception {
        stack.transactions().required(() -> callOnce("key", "1"));
        stack.transactions().required(() -> stack.afterCommit().callOnce("key", () -> {
            callOnce("key", "2");
            callOnce("key", "3");
        }));

        assertThat(stack.journal().noted()).containsExactly("1", "2", "3");
    }

    @Test
    void aKeyIsFreeAgainOnceItsCallWasMadeByHand() throws Exception {
        stack.transactions().required(() -> {
            callOnce("key", "by hand");
            stack.afterCommit().pending().callNow();
            callOnce("key", "after the commit");
            callOnce("key", "ignored");
        });

        assertThat(stack.journal().noted()).containsExactly("by hand", "after the commit");
    }
}
