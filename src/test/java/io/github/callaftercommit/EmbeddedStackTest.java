// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;

import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.CDI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The tests run several times; here they make sure that each run is on the container, the CDI and the JUnit that the
 * build wants.
 */
class EmbeddedStackTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Test
    void theExpectedContainerAndNoOtherIsOnTheClassPath() {
        assertThat(stack.container().isRunning()).isTrue();
        assertThat(jarOf(CDI.current().getBeanManager().getClass()))
                .contains(System.getProperty("expected.container", ""));
        assertThat(jarOf(CDI.class)).contains(System.getProperty("expected.api", ""));
        assertThat(jarOf(Test.class)).contains(System.getProperty("expected.junit", ""));
        assertThat(ServiceLoader.load(SeContainerInitializer.class)).hasSize(1);
    }

    @Test
    void theConnectionsInUseAreThoseThatATransactionHolds() throws Exception {
        stack.transactions().required(() -> {
            stack.database().save("row");
            assertThat(stack.database().connectionsInUse()).isOne();
            stack.transactions().requiresNew(() -> {
                stack.database().save("another");
                assertThat(stack.database().connectionsInUse()).isEqualTo(2);
            });
        });

        assertThat(stack.database().connectionsInUse()).isZero();
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
