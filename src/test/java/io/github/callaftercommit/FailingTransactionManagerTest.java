// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static io.github.callaftercommit.WatchedService.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A transaction manager that works for everybody and fails for the library, with an exception or an error: it is only
 * there to register late, and the calls are made without it.
 */
class FailingTransactionManagerTest {

    private final WatchedService<TransactionSynchronizationRegistry> registry = new WatchedService<>(
            TransactionSynchronizationRegistry.class, new TransactionSynchronizationRegistryImple());
    private final WatchedService<TransactionManager> manager = new WatchedService<>(TransactionManager.class,
            new LateManager().service());
    private final Manager bean = new Manager();

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(registry.service())).with(bean);

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_REQUIRED", "USER_TRANSACTION"})
    void isDoneWithoutAtTheCall(Demarcated demarcated) {
        for (Throwable thrown : FAULTS) {
            committing(demarcated, thrown, () -> {
                manager.fail("getTransaction", thrown);
                stack.afterCommit().call(stack.journal().noting("called"));
                manager.work();
            });
        }
        assertAllCalled();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_REQUIRED", "USER_TRANSACTION"})
    void isDoneWithoutWhenTheTransactionIsAboutToComplete(Demarcated demarcated) {
        for (Throwable thrown : FAULTS) {
            committing(demarcated, thrown, () -> {
                stack.afterCommit().call(stack.journal().noting("called"));
                manager.fail("getTransaction", thrown);
            });
        }
        assertAllCalled();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_REQUIRED", "USER_TRANSACTION"})
    void aRegistryThatThenFailsIsDoneWithoutToo(Demarcated demarcated) {
        for (Throwable thrown : FAULTS) {
            committing(demarcated, thrown, () -> {
                stack.afterCommit().call(stack.journal().noting("called"));
                registry.fail("registerInterposedSynchronization", thrown);
            });
        }
        assertAllCalled();
    }

    private void committing(Demarcated demarcated, Throwable thrown, Work work) {
        Throwable seen = catchThrowable(() -> demarcated.run(stack.transactions(), () -> {
            stack.database().save(thrown.toString());
            work.run();
        }));
        manager.work();
        registry.work();
        assertThat(seen).isNull();
    }

    private void assertAllCalled() {
        assertThat(stack.database().notes()).hasSameSizeAs(FAULTS);
        assertThat(stack.journal().noted()).containsOnly("called").hasSameSizeAs(FAULTS);
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private final class Manager implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.<TransactionManager>addBean().types(TransactionManager.class).scope(Singleton.class)
                    .createWith(context -> manager.service());
        }
    }
}
