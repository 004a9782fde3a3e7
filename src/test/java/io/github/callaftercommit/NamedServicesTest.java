// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the services are found by name, as servers keep them, and are not there yet when the application starts. */
class NamedServicesTest {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** What JNDI asks for by name. */
    public static final class Names implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Context.class},
                    (proxy, method, arguments) -> {
                        Object found = method.getName().equals("lookup")
                                ? BOUND.get(String.valueOf(arguments[0]))
                                : null;
                        if (found == null) {
                            throw new NameNotFoundException(method.getName());
                        }
                        return found;
                    });
        }
    }

    private final LateManager manager = new LateManager();
    private final WatchedService<TransactionSynchronizationRegistry> registry = new WatchedService<>(
            TransactionSynchronizationRegistry.class, new TransactionSynchronizationRegistryImple());

    private int called;

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.all());

    @BeforeEach
    void serve() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    }

    @AfterEach
    void forget() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        BOUND.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java:comp/TransactionSynchronizationRegistry",
            "java:jboss/TransactionSynchronizationRegistry"})
    void theRegistryIsFoundByTheFirstCall(String name) throws Exception {
        BOUND.put(name, registry.service());

        commitOneCall();
        assertThat(registry.take()).contains("registerInterposedSynchronization");
        assertThat(manager.registered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java:comp/TransactionManager", "java:jboss/TransactionManager",
            "java:appserver/TransactionManager"})
    void theTransactionManagerIsFoundByTheFirstCall(String name) throws Exception {
        BOUND.put("java:comp/TransactionSynchronizationRegistry", registry.service());
        BOUND.put(name, manager.service());

        commitOneCall();
        assertThat(manager.registered()).isNotEmpty();
    }

    @Test
    void whatIsBoundButIsNoSuchServiceIsPassedOver() throws Exception {
        BOUND.put("java:comp/TransactionSynchronizationRegistry", "no registry");
        BOUND.put("java:jboss/TransactionSynchronizationRegistry", registry.service());

        commitOneCall();
        assertThat(registry.take()).contains("registerInterposedSynchronization");
    }

    /** Servers bind some of their services late, and not every thread sees all of them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aTransactionManagerThatWasNotThereIsLookedForAgain(int callsWithout) throws Exception {
        for (int call = 0; call < callsWithout; call++) {
            serve();
            BOUND.put("java:comp/TransactionSynchronizationRegistry", registry.service());
            commitOneCall();
        }
        assertThat(manager.registered()).isEmpty();
        serve();
        BOUND.put("java:comp/TransactionManager", manager.service());
        commitOneCall();

        assertThat(manager.registered()).isNotEmpty();
    }

    private void commitOneCall() throws Exception {
        stack.transactions().userTransaction(() -> {
            stack.afterCommit().call(stack.journal().noting("called"));
            assertThat(stack.journal().noted()).hasSize(called);
            // the interceptors of the transaction manager would look there too
            forget();
        });
        assertThat(stack.journal().noted()).hasSize(++called).containsOnly("called");
    }
}
