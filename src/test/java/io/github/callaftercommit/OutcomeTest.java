// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @ParameterizedTest
    @EnumSource
    void committed(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("a");
            stack.afterCommit().call(() -> stack.journal().note("1 " + stack.database().notes()));
            stack.afterCommit().call(stack.journal().noting("2"));
            assertThat(stack.journal().noted()).isEmpty();
        });
        assertThat(stack.journal().noted()).containsExactly("1 [a]", "2");
    }
}
