// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A transaction manager that still suspends the transaction that has completed, as Payara and GlassFish do it, and may
 * refuse to resume it.
 */
class ResumeTest {

    private final Transaction completed = (Transaction) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[]{Transaction.class}, (proxy, method, arguments) -> null);
    private final List<Object> resumed = new ArrayList<>();
    private boolean refusing;

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.transactionManager()).with(new Manager());

    @Test
    void theTransactionIsResumedAfterTheCalls() throws Exception {
        commitOneCall();

        assertThat(resumed).singleElement().isSameAs(completed);
        assertThat(stack.logs().messages("CAC-010")).isEmpty();
    }

    @Test
    void aRefusalIsNoFailureOfTheCallsThatWereMade() throws Exception {
        refusing = true;
        commitOneCall();

        assertThat(stack.logs().records("CAC-010")).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINE);
            assertThat(record.getMessage()).contains("could not resume", "nothing is lost");
            assertThat(record.getThrown()).isNull();
        });
    }

    private void commitOneCall() throws Exception {
        stack.transactions().userTransaction(() -> {
            stack.database().save("row");
            stack.afterCommit().call(stack.journal().noting("called"));
        });

        assertThat(stack.journal().noted()).containsExactly("called");
        assertThat(stack.database().notes()).containsExactly("row");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private final class Manager implements Extension {

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.<TransactionManager>addBean().types(TransactionManager.class).scope(Singleton.class)
                    .createWith(context -> proxy());
        }
    }

    private TransactionManager proxy() {
        return (TransactionManager) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{TransactionManager.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "suspend" -> completed;
                    case "resume" -> {
                        resumed.add(arguments[0]);
                        if (refusing) {
                            throw new InvalidTransactionException("it has completed");
                        }
                        yield null;
                    }
                    default -> invoke(method, arguments);
                });
    }

    private Object invoke(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(stack.manager(), arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
