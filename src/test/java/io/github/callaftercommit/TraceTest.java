// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

/** Calls are made on the thread that commits: what that one carries along, they see. */
class TraceTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @ParameterizedTest
    @EnumSource
    void whatIsLoggedInACallHasTheContextOfTheCommitter(Demarcated demarcated) throws Exception {
        MDC.put("user", "ada");
        try {
            demarcated.run(stack.transactions(),
                    () -> stack.afterCommit().call(() -> stack.journal().note(MDC.get("user"))));
        } finally {
            MDC.remove("user");
        }

        assertThat(stack.journal().noted()).containsExactly("ada");
    }
}
