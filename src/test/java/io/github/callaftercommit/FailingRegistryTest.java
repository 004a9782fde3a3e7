// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that works for everybody and fails for the library, at each of the methods that it uses: the transaction is never harmed, and no call is made before a commit. */
class FailingRegistryTest {

    private String failing = "nothing";

    private final TransactionSynchronizationRegistry registry = failing(new TransactionSynchronizationRegistryImple());

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(registry));

    @ParameterizedTest
    @ValueSource(strings = {"getTransactionStatus", "getTransactionKey", "getResource", "putResource", "registerInterposedSynchronization"})
    void aRegistryThatFailsAtTheCallRefusesItAndLetsTheTransactionCommit(String method) throws Exception {
        stack.transactions().userTransaction(() -> {
            stack.database().save("committed");
            failing = method;
            assertThatThrownBy(() -> stack.afterCommit().call(stack.journal().noting("never"))).isInstanceOf(IllegalStateException.class).hasStackTraceContaining("out of order: " + method);
            failing = "nothing";
        });
        assertThat(stack.database().notes()).containsExactly("committed");
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"getTransactionKey", "getResource", "putResource", "registerInterposedSynchronization"})
    void aRegistryThatFailsAfterTheCallKeepsNoCallFromBeingMadeUnderTransactional(String method) throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().call(stack.journal().noting("called"));
            stack.database().save("committed");
            failing = method;
        });
        failing = "nothing";
        assertThat(stack.database().notes()).containsExactly("committed");
        assertThat(stack.journal().noted()).containsExactly("called");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRegistryThatCannotTellTheStatusAfterTheCommitHasTheCallReportedAsFailed(boolean declared) throws Exception {
        Work work = () -> {
            stack.afterCommit().call(stack.journal().noting("never"));
            stack.database().save("committed");
            failing = "getTransactionStatus";
        };
        if (declared) {
            stack.transactions().required(work);
        } else {
            stack.transactions().userTransaction(work);
        }
        failing = "nothing";
        assertThat(stack.database().notes()).containsExactly("committed");
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().alarms()).singleElement().asString().startsWith("CAC-008");
    }

    private TransactionSynchronizationRegistry failing(TransactionSynchronizationRegistry real) {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {TransactionSynchronizationRegistry.class}, (proxy, method, arguments) -> {
            if (method.getName().equals(failing)) {
                throw new IllegalStateException("out of order: " + failing);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        });
    }
}
