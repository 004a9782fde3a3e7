// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the proofs say was never left behind, left behind for once: each of it is noticed. */
class LeftoversTest {

    private final EmbeddedServer server = new EmbeddedServer(Target.class);
    private final Leftovers leftovers = new Leftovers(server);

    @AfterEach
    void stop() {
        leftovers.assertNone();
        server.close();
    }

    @Test
    void aTransactionOnTheThreadIsNoticed() throws Exception {
        server.manager.begin();

        assertThatThrownBy(leftovers::assertNoneOnThread).hasMessageContaining("status on the thread");
        server.manager.rollback();
    }

    @Test
    void aTransactionThatIsAliveElsewhereIsNoticed() throws Exception {
        server.manager.begin();
        Transaction alive = server.manager.suspend();

        assertThatCode(leftovers::assertNoneOnThread).doesNotThrowAnyException();
        assertThatThrownBy(leftovers::assertNone).hasMessageContaining("transactions alive");
        alive.rollback();
    }

    @Test
    void aBoundaryIsNoticed() throws Exception {
        server.bean(Target.class).required(() -> {
            Transaction alive = server.manager.suspend();
            assertThatThrownBy(leftovers::assertNoneOnThread).hasMessageContaining("boundary on the thread");
            server.manager.resume(alive);
            return null;
        });
    }

    @Test
    void aContextClassLoaderIsNoticed() {
        ClassLoader original = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThatThrownBy(leftovers::assertNoneOnThread).hasMessageContaining("context class loader");
        } finally {
            Thread.currentThread().setContextClassLoader(original);
        }
    }

    @Test
    void aRequestContextIsNoticed() {
        RequestContextController request = server.bean(RequestContextController.class);
        request.activate();

        assertThatThrownBy(leftovers::assertNoneOnThread).hasMessageContaining("request context active");
        request.deactivate();
    }
}
