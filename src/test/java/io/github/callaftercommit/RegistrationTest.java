// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a call asks of the transaction manager, and what is left of it. */
class RegistrationTest {

    private static final String REGISTER_INTERPOSED = "registerInterposedSynchronization";

    private final WatchedService<TransactionSynchronizationRegistry> registry = new WatchedService<>(
            TransactionSynchronizationRegistry.class, new TransactionSynchronizationRegistryImple());
    private final LateManager manager = new LateManager();

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(registry.service()))
            .with(new Manager());

    @Nested
    class UnderTransactional {

        @Test
        void aTransactionIsGivenOneSynchronization() throws Exception {
            stack.transactions().required(() -> {
                call("1");
                call("2");
            });

            // one behind the others
            assertThat(registry.take()).filteredOn(REGISTER_INTERPOSED::equals).hasSize(2);
            assertThat(manager.registered()).hasSize(3);
            assertThat(stack.journal().noted()).containsExactly("1", "2");
        }

        @Test
        void aLaterCallLooksUpNothingButTheTransaction() throws Exception {
            stack.transactions().required(() -> {
                call("1");
                registry.take();
                call("2");
                assertThat(registry.take()).containsExactly("getTransactionKey");
            });

            assertThat(stack.journal().noted()).containsExactly("1", "2");
        }

        @Test
        void theMethodThatBeganTheTransactionHoldsTheQueueForThoseThatJoinIt() throws Exception {
            stack.transactions().required(() -> {
                stack.transactions().required(() -> call("1"));
                registry.take();
                call("2");
                assertThat(registry.take()).containsExactly("getTransactionKey");
            });

            assertThat(stack.journal().noted()).containsExactly("1", "2");
        }

        @Test
        void nothingIsLeftOnTheThread() throws Exception {
            stack.transactions().required(() -> {
                Object outer = new Internals(stack.container()).innermostBoundary();
                stack.transactions().requiresNew(() -> assertThat(new Internals(stack.container()).innermostBoundary())
                        .isNotNull().isNotSameAs(outer));
                assertThat(new Internals(stack.container()).innermostBoundary()).isNotNull().isSameAs(outer);
            });

            assertThat(new Internals(stack.container()).innermostBoundary()).isNull();
        }
    }

    @Nested
    class WithUserTransaction {

        @Test
        void aTransactionIsGivenSynchronizationsThatCompleteLaterToo() throws Exception {
            stack.transactions().userTransaction(() -> {
                call("1");
                call("2");
                assertThat(manager.registered()).hasSize(1);
            });

            // one more in beforeCompletion, and one behind the interposed synchronizations of others
            assertThat(manager.registered()).hasSize(3);
            assertThat(stack.journal().noted()).containsExactly("1", "2");
        }
    }

    private void call(String name) {
        stack.afterCommit().call(stack.journal().noting(name));
    }

    private final class Manager implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.<TransactionManager>addBean().types(TransactionManager.class).scope(Singleton.class)
                    .createWith(context -> manager.service());
        }
    }
}
