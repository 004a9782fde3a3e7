// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import jakarta.enterprise.inject.spi.CDI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests run twice; here they make sure that each run is on the Weld that the build wants. */
class EmbeddedStackTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Test
    void theExpectedWeldAndNoOtherIsOnTheClassPath() {
        String expected = System.getProperty("expected.weld");
        URL weld = CDI.current().getBeanManager().getClass().getProtectionDomain().getCodeSource().getLocation();
        URL api = CDI.class.getProtectionDomain().getCodeSource().getLocation();
        if (expected != null) {
            assertThat(weld.getPath()).contains(expected);
            assertThat(api.getPath()).contains(expected.startsWith("5.") ? "cdi-api-4.0." : "cdi-api-4.1.");
        }
        assertThat(stack.container().isRunning()).isTrue();
    }
}
