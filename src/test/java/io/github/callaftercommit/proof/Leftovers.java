// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionImple;
import io.github.callaftercommit.internal.Internals;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;

/** What must not be left behind, on the thread and in the transaction manager. */
final class Leftovers {

    private final List<EmbeddedServer> servers;
    /**
     * Narayana keeps some that timed out, for as long as the process lives; other tests let transactions time out too.
     */
    private final Set<?> before = Set.copyOf(TransactionImple.getTransactions().keySet());

    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    Leftovers(EmbeddedServer... servers) {
        this.servers = List.of(servers);
    }

    void assertNone() {
        assertNoneOnThread();
        assertThat(TransactionImple.getTransactions().entrySet().stream()
                .filter(transaction -> !before.contains(transaction.getKey()) && isAlive(transaction.getValue()))
                .count()).as("transactions alive").isZero();
    }

    void assertNoneOnThread() {
        servers.forEach(this::assertNoneOnThread);
    }

    private void assertNoneOnThread(EmbeddedServer server) {
        assertThat(server.status()).as("status on the thread").isEqualTo(Status.STATUS_NO_TRANSACTION);
        assertThat(new Internals(server.container).innermostBoundary()).as("boundary on the thread").isNull();
        assertThat(Thread.currentThread().getContextClassLoader()).as("context class loader").isSameAs(loader);
        assertThat(server.isRequestActive()).as("request context active").isFalse();
    }

    private static boolean isAlive(Transaction transaction) {
        try {
            int status = transaction.getStatus();
            return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
        } catch (SystemException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
