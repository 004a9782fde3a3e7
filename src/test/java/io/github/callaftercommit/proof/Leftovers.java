// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.transaction.Status;

/** What must not be left behind, on the thread and in the transaction manager. */
final class Leftovers {

    private final EmbeddedServer server;
    /**
     * Narayana keeps some that timed out, for as long as the process lives; other tests let transactions time out too.
     */
    private final Set<?> before = Set.copyOf(TransactionImple.getTransactions().keySet());

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    Leftovers(EmbeddedServer server) {
        this.server = server;
    }

    void assertNone() {
        assertNoneOnThread();
        assertThat(TransactionImple.getTransactions().keySet().stream()
                        .filter(transaction -> !before.contains(transaction))
                        .count())
                .as("transactions alive")
                .isZero();
    }

    void assertNoneOnThread() {
        assertThat(server.status()).as("status on the thread").isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(new Internals(server.container).innermostBoundary())
                .as("boundary on the thread")
                .isNull();
        assertThat(Thread.currentThread().getContextClassLoader())
                .as("context class loader")
                .isSameAs(loader);
        assertThat(requestScoped()).as("request context active").isFalse();
    }

    private boolean requestScoped() {
        try {
            return server.container
                    .getBeanManager()
                    .getContext(RequestScoped.class)
                    .isActive();
        } catch (ContextNotActiveException inactive) {
            return false;
        }
    }
}
