// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import javax.naming.InitialContext;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.UnsatisfiedResolutionException;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the services of Jakarta Transactions: no two servers keep them in the same place, and not every thread sees
 * every place.
 */
@Singleton
class TransactionServices implements LibraryBean {

    /**
     * Lets the container inject the registry; a bean of its own, because a container without a registry may refuse to
     * create it.
     */
    @Dependent
    static class InjectedRegistry implements LibraryBean {

        @Resource
        @Nullable
        TransactionSynchronizationRegistry registry;
    }

    private record Found<T>(T service, String place) {}

    /** A manager may come later than the registry; where there is none, looking for it costs more than a call. */
    private static final int MANAGER_LOOKUPS = 100;

    final ComponentContext component = new ComponentContext();
    private final BeanManager beanManager;
    private final Map<String, Callable<?>> registryPlaces = new LinkedHashMap<>();
    private final Map<String, Callable<?>> managerPlaces = new LinkedHashMap<>();
    private volatile @Nullable Found<TransactionSynchronizationRegistry> registry;
    private volatile @Nullable Found<TransactionManager> manager;
    private volatile @Nullable Method readOnly;
    private int managerLookups;

    /** The instances are asked for so that no container takes their beans for unused. */
    @Inject
    TransactionServices(BeanManager beanManager, Instance<InjectedRegistry> injected,
            Instance<TransactionSynchronizationRegistry> registries, Instance<TransactionManager> managers,
            Instance<UserTransaction> userTransactions) {
        this.beanManager = beanManager;
        registryPlaces.put("resource injection", () -> contextualInstance(InjectedRegistry.class).registry);
        named(registryPlaces, "java:comp/TransactionSynchronizationRegistry");
        named(registryPlaces, "java:jboss/TransactionSynchronizationRegistry");
        // last: on WildFly there is such a bean too, but what is registered with it completes in another order than
        // the pools expect
        registryPlaces.put("a CDI bean", () -> contextualInstance(TransactionSynchronizationRegistry.class));
        named(managerPlaces, "java:comp/TransactionManager");
        named(managerPlaces, "java:jboss/TransactionManager");
        named(managerPlaces, "java:appserver/TransactionManager");
        managerPlaces.put("a CDI bean", () -> contextualInstance(TransactionManager.class));
    }

    /**
     * Returns the registry, or null where none can be found; the next call looks again, perhaps on a thread that sees
     * more.
     */
    @Nullable
    TransactionSynchronizationRegistry registry() {
        TransactionSynchronizationRegistry found = foundRegistry();
        return found != null ? found : find();
    }

    /** Returns the registry where it has been found; to look for it at every boundary would cost too much. */
    @Nullable
    TransactionSynchronizationRegistry foundRegistry() {
        Found<TransactionSynchronizationRegistry> found = registry;
        return found == null ? null : found.service();
    }

    /** Returns the transaction manager, or null where none can be found. */
    @Nullable
    TransactionManager manager() {
        Found<TransactionManager> found = manager;
        return found == null ? null : found.service();
    }

    /** Returns the transaction of this thread, or null where there is none or no manager can be found. */
    @Nullable
    Transaction currentTransaction() throws SystemException {
        if (manager == null && managerLookups++ < MANAGER_LOOKUPS) {
            manager = first(managerPlaces, TransactionManager.class);
        }
        TransactionManager found = manager();
        return found == null ? null : found.getTransaction();
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

    int status() {
        TransactionSynchronizationRegistry found = foundRegistry();
        return found == null ? Status.STATUS_NO_TRANSACTION : found.getTransactionStatus();
    }

    /** Returns whether the current transaction can only roll back: new in Jakarta Transactions 2.1. */
    boolean isReadOnly() {
        try {
            return readOnly != null && (boolean) readOnly.invoke(foundRegistry());
        } catch (ReflectiveOperationException refused) {
            return false;
        }
    }

    /** Returns whether the current transaction has ended, so that nothing waits for what is registered now. */
    boolean hasEnded() {
        int status = foundRegistry() == null ? Status.STATUS_UNKNOWN : status();
        return status == Status.STATUS_COMMITTED || status == Status.STATUS_ROLLEDBACK
                || status == Status.STATUS_NO_TRANSACTION;
    }

    /**
     * Returns whether Narayana's transaction, which reports a commit all the same, has ended heuristically: it says so
     * where one resource has committed in one phase.
     */
    boolean isHeuristic(@Nullable Transaction transaction) {
        return transaction != null && isNarayana(transaction) && transaction.toString().contains("ActionStatus.H_");
    }

    /**
     * Returns whether the transaction is Narayana's, which refuses synchronizations that are registered in
     * beforeCompletion and needs none.
     */
    boolean isNarayana(Transaction transaction) {
        String name = transaction.getClass().getName();
        return name.startsWith("com.arjuna.") || name.startsWith("org.wildfly.");
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
            readOnly = registry == null
                    ? null
                    : Stream.of(registry.service().getClass().getMethods())
                            .filter(method -> method.getName().equals("isReadOnly") && method.trySetAccessible())
                            .findAny().orElse(null);
            if (ComponentContext.isNeeded(manager())) {
                component.current();
            }
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
                Message.NOT_FOUND.log(type.getSimpleName(), place.getKey(), refused);
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

    /**
     * Keeps the component of the committing thread for the calls on Open Liberty, which takes it away from
     * message-driven beans, timers and asynchronous EJB methods between the interposed synchronizations and the last
     * plain one: without it nothing in {@code java:comp} can be looked up, and what a call starts has no component
     * either.
     */
    static final class ComponentContext {

        private static final String NAME = "java:comp/DefaultContextService";

        /** Unmanaged threads see none; where there is none, looking for it costs more than a call. */
        private static final int LOOKUPS = 100;

        private volatile @Nullable Object service;
        private int lookups;

        /** @param service a transaction, or the transaction manager */
        static boolean isNeeded(@Nullable Object service) {
            return service != null && service.getClass().getName().startsWith("com.ibm.");
        }

        /**
         * Returns the component of this thread, or null where the server does not tell it. It comes with the caller of
         * the moment: so the right moment is the completion, because whoever called may have logged out since.
         */
        @Nullable
        Executor current() {
            try {
                if (service == null && lookups++ < LOOKUPS) {
                    service = new InitialContext().lookup(NAME);
                }
                return service instanceof ContextService found ? found.currentContextExecutor() : null;
            } catch (Exception | LinkageError refused) {
                Message.NOT_FOUND.log("Executor", NAME, refused);
                return null;
            }
        }

        /**
         * Runs the work in the component, or without it where the server refuses; it must be work that is done once.
         */
        static void run(@Nullable Executor component, Runnable work) {
            try {
                if (component != null) {
                    component.execute(work);
                }
            } catch (RuntimeException refused) {
                Message.NOT_RESUMED.log(refused);
            } finally {
                work.run();
            }
        }
    }
}
