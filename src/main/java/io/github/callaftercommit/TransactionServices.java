// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import javax.naming.InitialContext;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.UnsatisfiedResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import org.jspecify.annotations.Nullable;

/** Finds the services of Jakarta Transactions: no two servers keep them in the same place, and not every thread sees every place. */
final class TransactionServices {

    /** Lets the container inject the registry; a bean of its own, because a container without a registry may refuse to create it. */
    @Dependent
    static class InjectedRegistry {

        @Resource
        @Nullable TransactionSynchronizationRegistry registry;
    }

    private record Found<T>(T service, String place) {
    }

    private final BeanManager beanManager;
    private final Map<String, Callable<?>> registryPlaces = new LinkedHashMap<>();
    private final Map<String, Callable<?>> managerPlaces = new LinkedHashMap<>();
    private volatile @Nullable Found<TransactionSynchronizationRegistry> registry;
    private volatile @Nullable Found<TransactionManager> manager;

    TransactionServices(BeanManager beanManager) {
        this.beanManager = beanManager;
        registryPlaces.put("resource injection", () -> contextualInstance(InjectedRegistry.class).registry);
        named(registryPlaces, "java:comp/TransactionSynchronizationRegistry");
        named(registryPlaces, "java:jboss/TransactionSynchronizationRegistry");
        // last: on WildFly there is such a bean too, but what is registered with it completes in another order than the pools expect
        registryPlaces.put("a CDI bean", () -> contextualInstance(TransactionSynchronizationRegistry.class));
        named(managerPlaces, "java:comp/TransactionManager");
        named(managerPlaces, "java:jboss/TransactionManager");
        named(managerPlaces, "java:appserver/TransactionManager");
        managerPlaces.put("a CDI bean", () -> contextualInstance(TransactionManager.class));
    }

    /** Returns the registry, or null where none can be found; the next call looks again, perhaps on a thread that sees more. */
    @Nullable TransactionSynchronizationRegistry registry() {
        TransactionSynchronizationRegistry found = foundRegistry();
        return found != null ? found : find();
    }

    /** Returns the registry where it has been found, and null without looking for it where it has not: at every boundary that would cost too much. */
    @Nullable TransactionSynchronizationRegistry foundRegistry() {
        Found<TransactionSynchronizationRegistry> found = registry;
        return found == null ? null : found.service();
    }

    /** Returns the transaction manager, or null where none can be found. */
    @Nullable TransactionManager manager() {
        Found<TransactionManager> found = manager;
        return found == null ? null : found.service();
    }

    /** Rolls back the current transaction, whoever has begun it. */
    void rollback() throws Exception {
        TransactionManager found = manager();
        if (found != null) {
            found.rollback();
        } else {
            contextualInstance(UserTransaction.class).rollback();
        }
    }

    String registryPlace() {
        return registry == null ? "nowhere yet, looked in " + places() : registry.place();
    }

    String managerPlace() {
        return manager == null ? "nowhere" : manager.place();
    }

    String places() {
        return String.join(", ", registryPlaces.keySet());
    }

    private synchronized @Nullable TransactionSynchronizationRegistry find() {
        if (registry == null) {
            manager = first(managerPlaces, TransactionManager.class);
            registry = first(registryPlaces, TransactionSynchronizationRegistry.class);
        }
        return foundRegistry();
    }

    private static <T> @Nullable Found<T> first(Map<String, Callable<?>> places, Class<T> type) {
        for (Map.Entry<String, Callable<?>> place : places.entrySet()) {
            try {
                Object service = place.getValue().call();
                if (type.isInstance(service)) {
                    return new Found<>(type.cast(service), place.getKey());
                }
            } catch (Exception | LinkageError refused) {
                Messages.placeRefused(type, place.getKey(), refused);
            }
        }
        return null;
    }

    private static void named(Map<String, Callable<?>> places, String name) {
        places.put(name, () -> new InitialContext().lookup(name));
    }

    /** Finds the instance itself: a client proxy costs more than a whole call. */
    private <T> T contextualInstance(Class<T> type) {
        Bean<?> bean = beanManager.resolve(beanManager.getBeans(type));
        if (bean == null) {
            throw new UnsatisfiedResolutionException("there is no such bean");
        }
        return type.cast(contextualInstance(bean));
    }

    private <T> T contextualInstance(Bean<T> bean) {
        return beanManager.getContext(bean.getScope()).get(bean, beanManager.createCreationalContext(bean));
    }
}
