// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Narayana, but accepting plain synchronizations in beforeCompletion, as Payara and GlassFish do it; it notes them all.
 */
final class LateManager {

    private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
    private final List<Synchronization> registered = new CopyOnWriteArrayList<>();

    List<Synchronization> registered() {
        return registered;
    }

    TransactionManager service() {
        return proxy(TransactionManager.class, com.arjuna.ats.jta.TransactionManager.transactionManager(),
                (manager, method, arguments) -> {
                    Object result = method.invoke(manager, arguments);
                    return !(result instanceof Transaction transaction)
                            ? result
                            : proxy(Transaction.class, transaction, (of, called, with) -> {
                                if (called.getName().equals("registerSynchronization")) {
                                    registered.add((Synchronization) with[0]);
                                    registry.registerInterposedSynchronization((Synchronization) with[0]);
                                    return null;
                                }
                                return called.invoke(of, with);
                            });
                });
    }

    private static <T> T proxy(Class<T> type, T real, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LateManager.class.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> handler.invoke(real, method, arguments)));
    }
}
