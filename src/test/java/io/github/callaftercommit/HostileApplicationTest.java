// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What no sensible application does: it ends as documented. */
class HostileApplicationTest {

    @Nested
    class WithPlentyOfEverything {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        @Test
        void aHundredThousandKeysMakeAsManyCalls() throws Exception {
            AtomicInteger called = new AtomicInteger();
            stack.transactions().required(() -> {
                for (int key = 0; key < 100_000; key++) {
                    stack.afterCommit().callOnce(key, called::incrementAndGet);
                }
                for (int key = 0; key < 100_000; key++) {
                    stack.afterCommit().callOnce(key, called::decrementAndGet);
                }
            });

            assertThat(called).hasValue(100_000);
        }

        /** The heap of this JVM would be full if it were allocated. */
        @Test
        void anOutOfMemoryErrorCostsNoOtherCall() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(() -> assertThat(new long[Integer.MAX_VALUE]).isEmpty());
                stack.afterCommit().call(stack.journal().noting("called"));
            });

            assertThat(stack.journal().noted()).containsExactly("called");
            assertThat(stack.logs().messages("CAC-008")).hasSize(1);
        }
    }

    @Nested
    class WithTwoThousandAnnotatedMethods {

        private static final int METHODS = 2_000;

        @TempDir
        Path folder;

        @Test
        void startsAndCountsThem() throws Exception {
            Assumptions.assumeFalse(OpenWebBeans.isUsed(), "it finds no classes of another loader");
            StringBuilder source = new StringBuilder("package com.acme; import io.github.callaftercommit.*; "
                    + "@jakarta.enterprise.context.ApplicationScoped public class Huge {");
            for (int method = 0; method < METHODS; method++) {
                source.append("@CallAfterCommit public void call").append(method).append("() {}\n");
            }
            Path file = Files.createDirectories(folder.resolve("com/acme")).resolve("Huge.java");
            Files.writeString(file, source.append('}'));
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp",
                    System.getProperty("java.class.path") + File.pathSeparator + folder, file.toString())).isZero();

            try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()});
                    EmbeddedStack stack = EmbeddedStack.of(loader.loadClass("com.acme.Huge")).start()) {
                assertThat(stack.logs().messages("CAC-001")).singleElement().asString()
                        .contains(" " + METHODS + " annotated methods,");
                assertThat(stack.logs().alarms()).isEmpty();
            }
        }
    }
}
