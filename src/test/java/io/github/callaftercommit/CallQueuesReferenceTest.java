// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallQueuesReferenceTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Test
    void refersToTheBeanItselfAndNotToItsClientProxy() {
        assertThat(stack.get(CallQueuesReference.class).get()).isExactlyInstanceOf(CallQueues.class);
    }
}
