// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.stream.Stream;

import jakarta.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/**
 * What GlassFish and Payara know of the component that is current: its transaction, too. Their
 * {@code TransactionManager.suspend()} takes it away, although it may be that of an outer component, which goes on:
 * nobody gives it back, and what the outer component does with JDBC would commit by itself. No interface of the
 * platform tells of it.
 */
final class ComponentInvocation {

    private static final String MANAGER = "com.sun.enterprise.";

    private ComponentInvocation() {}

    /** Runs work that suspends what transaction there is, and leaves the current component its own. */
    static void keepTransaction(@Nullable TransactionManager manager, Runnable work) {
        Object invocation = null;
        Object transaction = null;
        try {
            invocation = manager == null || !manager.getClass().getName().startsWith(MANAGER) ? null : current(manager);
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
        return Stream.of(invocation.getClass().getMethods()).filter(method -> method.getName().equals(name)).findFirst()
                .orElseThrow(NoSuchMethodException::new);
    }
}
