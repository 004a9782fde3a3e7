// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a reactive transaction runs. Those are Quarkus' own: to Jakarta Transactions there is none. Asked by
 * reflection, because no other platform has the classes; where they are absent, it costs nothing.
 */
final class ReactiveTransactions {

    /** Where a reactive transaction can be seen in the local context of Vert.x. */
    private interface Sign {

        boolean isIn(Object context) throws ReflectiveOperationException;
    }

    private interface ContextLookup {

        @Nullable
        Object local() throws ReflectiveOperationException;
    }

    private final List<Sign> signs = new ArrayList<>();
    private ContextLookup contexts = () -> null;

    ReactiveTransactions(BeanManager beanManager) {
        try {
            Class<?> context = type("io.vertx.core.Context");
            Method current = type("io.vertx.core.Vertx").getMethod("currentContext");
            Method isLocal = type("io.smallrye.common.vertx.VertxContext").getMethod("isDuplicatedContext", context);
            contexts = () -> {
                Object known = current.invoke(null);
                return known == null || !(boolean) isLocal.invoke(null, known) ? null : known;
            };
            lookForInterceptor(context.getMethod("getLocal", Object.class));
        } catch (ReflectiveOperationException | LinkageError absent) {
            // Quarkus has them since 3.36
        }
        try {
            lookForSessions("getCurrentSession", "Session", beanManager);
            lookForSessions("getCurrentStatelessSession", "StatelessSession", beanManager);
        } catch (ReflectiveOperationException | LinkageError absent) {
            // without Hibernate Reactive there are none
        }
    }

    boolean isActive() {
        if (signs.isEmpty()) {
            return false;
        }
        try {
            Object context = contexts.local();
            for (int i = 0; context != null && i < signs.size(); i++) {
                if (isIn(context, signs.get(i))) {
                    return true;
                }
            }
            return false;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The interceptor of {@code @Transactional} opens a session only when somebody asks for one, but marks the context.
     */
    private void lookForInterceptor(Method local) throws ReflectiveOperationException {
        Object mark = type("io.quarkus.reactive.transaction.runtime.TransactionalInterceptorBase")
                .getField("TRANSACTIONAL_METHOD_KEY").get(null);
        signs.add(context -> local.invoke(context, mark) != null);
    }

    /** All other transactions are those of a session. */
    private void lookForSessions(String currentSession, String sessionType, BeanManager beanManager)
            throws ReflectiveOperationException {
        String types = "org.hibernate.reactive.mutiny.Mutiny$";
        Class<?> factoryType = type(types + "SessionFactory");
        Method current = factoryType.getMethod(currentSession);
        Method transaction = type(types + sessionType).getMethod("currentTransaction");
        for (Object factory : beanManager.createInstance().select(factoryType, Any.Literal.INSTANCE)) {
            signs.add(context -> {
                Object session = current.invoke(factory);
                return session != null && transaction.invoke(session) != null;
            });
        }
    }

    private static boolean isIn(Object context, Sign sign) throws ReflectiveOperationException {
        try {
            return sign.isIn(context);
        } catch (InvocationTargetException refused) {
            // no session can be opened here: the context is not safe, or the persistence unit inactive
            return false;
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name, false, ReactiveTransactions.class.getClassLoader());
    }
}
