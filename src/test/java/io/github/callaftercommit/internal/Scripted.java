// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import javax.transaction.xa.XAResource;

import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A transaction manager and a container that do one step when they are told to, and nothing else. */
final class Scripted implements TransactionManager, TransactionSynchronizationRegistry {

    /** A transaction: what is registered with it completes in an order of the server's choice. */
    static final class OneTransaction implements Transaction {

        record Registered(Synchronization synchronization, boolean interposed) {}

        final List<Registered> registered = new ArrayList<>();
        private final boolean refusesLate;
        private boolean completing;
        int status = Status.STATUS_ACTIVE;

        OneTransaction(boolean refusesLate) {
            this.refusesLate = refusesLate;
        }

        void completing() {
            completing = true;
        }

        void register(Synchronization synchronization, boolean interposed) {
            if (status != Status.STATUS_ACTIVE || !interposed && completing && refusesLate) {
                throw new IllegalStateException("too late");
            }
            registered.add(new Registered(synchronization, interposed));
        }

        @Override
        public void registerSynchronization(Synchronization synchronization) {
            register(synchronization, false);
        }

        @Override
        public int getStatus() {
            return status;
        }

        @Override
        public void setRollbackOnly() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void rollback() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean enlistResource(XAResource resource) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delistResource(XAResource resource, int flag) {
            throw new UnsupportedOperationException();
        }
    }

    private final ThreadLocal<OneTransaction> current = new ThreadLocal<>();

    @Override
    public Transaction suspend() {
        OneTransaction suspended = current.get();
        current.remove();
        return suspended;
    }

    @Override
    public void resume(Transaction transaction) {
        if (transaction != null) {
            current.set((OneTransaction) transaction);
        }
    }

    @Override
    public Transaction getTransaction() {
        return current.get();
    }

    @Override
    public Object getTransactionKey() {
        return current.get();
    }

    @Override
    public int getTransactionStatus() {
        OneTransaction transaction = current.get();
        return transaction == null ? Status.STATUS_NO_TRANSACTION : transaction.status;
    }

    @Override
    public int getStatus() {
        return getTransactionStatus();
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        current.get().register(synchronization, true);
    }

    @Override
    public void begin() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rollback() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRollbackOnly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getRollbackOnly() {
        return false;
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        // nothing takes time here
    }

    @Override
    public Object getResource(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putResource(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    /** The container suspends what there is around {@code NOT_SUPPORTED}. */
    private final class SuspensionByContainer extends OutsideTransaction.Suspension {

        @Override
        public void run(Runnable work) {
            Transaction suspended = suspend();
            try {
                super.run(work);
            } finally {
                resume(suspended);
            }
        }
    }

    /** The library in a container that has the beans of this server, or only its registry. */
    CallRouter router(boolean hasManager) {
        BeanManager beans = beanManager(hasManager
                ? Map.of(TransactionManager.class, this, TransactionSynchronizationRegistry.class, this)
                : Map.of(TransactionSynchronizationRegistry.class, this));
        TransactionServices services = new TransactionServices(beans, null, null, null, null);
        OutsideTransaction outside = new OutsideTransaction(beans, services,
                answering(Instance.class, Map.of("get", arguments -> new SuspensionByContainer())));
        return new CallRouter(beans, services, outside, new ObserverFromOutside.Notification(),
                answering(Instance.class, Map.of("isResolvable", arguments -> false)));
    }

    private static BeanManager beanManager(Map<Class<?>, Object> instances) {
        return answering(BeanManager.class,
                Map.of("getBeans",
                        arguments -> instances.containsKey(arguments[0])
                                ? Set.<Bean<?>>of(answering(Bean.class,
                                        Map.of("getScope", none -> Singleton.class, "getBeanClass",
                                                none -> arguments[0])))
                                : Set.of(),
                        "resolve", arguments -> ((Set<?>) arguments[0]).stream().findAny().orElse(null),
                        "createCreationalContext", arguments -> null, "getContext",
                        arguments -> answering(Context.class,
                                Map.of("isActive", none -> true, "get",
                                        bean -> instances.get(((Bean<?>) bean[0]).getBeanClass()))),
                        "getEvent", arguments -> EVENT));
    }

    private static final Event<?> EVENT = answering(Event.class,
            Map.of("select", arguments -> Scripted.EVENT, "fire", arguments -> null));

    @SuppressWarnings("unchecked")
    private static <T> T answering(Class<? super T> type, Map<String, Function<Object[], Object>> answers) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> answers.get(method.getName()).apply(arguments);
                });
    }
}
