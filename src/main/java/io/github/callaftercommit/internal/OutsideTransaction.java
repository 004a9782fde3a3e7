// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.jspecify.annotations.Nullable;

/**
 * Runs work without a transaction, and with a request context: always through the container's own interceptors, because
 * on Open Liberty only they give back the connections that the work has taken.
 */
@Singleton
class OutsideTransaction implements LibraryBean {

    /** As many suspensions wait for the next batch; what more is needed at a time is destroyed again. */
    private static final int IDLE = 32;

    /**
     * Lets the container suspend what transaction there is. No instance serves two batches at once, on two threads or
     * nested: GlassFish and Payara would mix up who may use UserTransaction, and Weld would take the nested use for a
     * call from inside.
     */
    @Dependent
    static class Suspension implements LibraryBean {

        @Transactional(TxType.NOT_SUPPORTED)
        @ActivateRequestContext
        public void run(Runnable work) {
            work.run();
        }
    }

    private final BeanManager beanManager;
    private final TransactionServices services;
    private final Instance<Suspension> suspensions;
    private final BlockingQueue<Suspension> idle = new ArrayBlockingQueue<>(IDLE);

    @Inject
    OutsideTransaction(BeanManager beanManager, TransactionServices services, Instance<Suspension> suspensions) {
        this.beanManager = beanManager;
        this.services = services;
        this.suspensions = suspensions;
    }

    void run(Runnable work) {
        if (Message.isDebugLogged() && !isRequestActive()) {
            Message.FRESH_REQUEST.log();
        }
        Suspension free = idle.poll();
        Suspension suspension = free != null ? free : suspensions.get();
        boolean reusable = false;
        try {
            ComponentInvocation.keepTransaction(services.manager(), () -> suspension.run(() -> suspended(work)));
            reusable = idle.offer(suspension);
        } finally {
            if (!reusable) {
                suspensions.destroy(suspension);
            }
        }
    }

    /** Without it, Payara loses what plain JDBC does in a callback, and leaks its connection. */
    private void suspended(Runnable work) {
        TransactionManager manager = services.manager();
        if (manager == null) {
            work.run();
            return;
        }
        try {
            Transaction transaction = manager.suspend();
            try {
                work.run();
            } finally {
                if (transaction != null) {
                    manager.resume(transaction);
                }
            }
        } catch (SystemException | InvalidTransactionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean isRequestActive() {
        try {
            return beanManager.getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException inactive) {
            return false;
        }
    }

    /**
     * What GlassFish and Payara know of the component that is current: its transaction, too. Their
     * {@code TransactionManager.suspend()} takes it away, although it may be that of an outer component, which goes on:
     * nobody gives it back, and what the outer component does with JDBC would commit by itself. No interface of the
     * platform tells of it.
     */
    private static final class ComponentInvocation {

        private static final String MANAGER = "com.sun.enterprise.";

        private ComponentInvocation() {}

        /** Runs work that suspends what transaction there is, and leaves the current component its own. */
        static void keepTransaction(@Nullable TransactionManager manager, Runnable work) {
            Object invocation = null;
            Object transaction = null;
            try {
                invocation = manager == null || !manager.getClass().getName().startsWith(MANAGER)
                        ? null
                        : current(manager);
                transaction = invocation == null ? null : method(invocation, "getTransaction").invoke(invocation);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError hidden) {
                Message.NOT_FOUND.log("ComponentInvocation", MANAGER, hidden);
            }
            try {
                work.run();
            } finally {
                if (transaction != null) {
                    restore(invocation, transaction);
                }
            }
        }

        private static @Nullable Object current(TransactionManager manager) throws ReflectiveOperationException {
            Field field = manager.getClass().getDeclaredField("invocationManager");
            field.setAccessible(true);
            Object invocations = field.get(manager);
            ClassLoader loader = manager.getClass().getClassLoader();
            Class<?> type = Class.forName("org.glassfish.api.invocation.InvocationManager", true, loader);
            return type.getMethod("getCurrentInvocation").invoke(invocations);
        }

        private static void restore(Object invocation, Object transaction) {
            try {
                method(invocation, "setTransaction").invoke(invocation, transaction);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError hidden) {
                Message.NOT_FOUND.log("ComponentInvocation", MANAGER, hidden);
            }
        }

        private static Method method(Object invocation, String name) throws ReflectiveOperationException {
            return Stream.of(invocation.getClass().getMethods()).filter(method -> method.getName().equals(name))
                    .findFirst().orElseThrow(NoSuchMethodException::new);
        }
    }
}
