// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Method;
import java.util.Objects;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * A call of an annotated method of a session bean: called again through a reference, with a mark that lets it pass the
 * interceptor.
 */
@SuppressWarnings("serial") // callbacks are never serialized
final class SessionBeanCall implements DeferredCall<Exception> {

    /** The method that is being called again on this thread. */
    private static final ThreadLocal<Method> CALLED_AGAIN = new ThreadLocal<>();

    private final SessionBean sessionBean;
    private final BeanManager beanManager;
    private final Method method;
    private final InheritedMethod viewMethod;
    private final @Nullable Object ownReference;
    private final Object[] arguments;
    private @Nullable InvocationContext current;

    SessionBeanCall(InvocationContext invocation, SessionBean sessionBean, BeanManager beanManager) {
        this.sessionBean = sessionBean;
        this.beanManager = beanManager;
        method = invocation.getMethod();
        viewMethod = Objects.requireNonNull(sessionBean.viewMethod(method));
        ownReference = sessionBean.ownReference(viewMethod);
        // Payara has none where the method has none
        Object[] parameters = invocation.getParameters();
        arguments = parameters == null ? new Object[0] : parameters.clone();
        current = invocation;
    }

    /** @return whether this invocation is one that was deferred and is now made */
    static boolean isCalledAgain(InvocationContext invocation) {
        if (!invocation.getMethod().equals(CALLED_AGAIN.get())) {
            return false;
        }
        CALLED_AGAIN.remove();
        return true;
    }

    /** The interceptor returns: from now on the invocation cannot proceed any more. */
    void invocationReturns() {
        current = null;
    }

    @Override
    public void call() throws Exception {
        if (current != null) {
            current.proceed();
        } else {
            callAgain();
        }
    }

    private void callAgain() throws Exception {
        CALLED_AGAIN.set(method);
        try {
            sessionBean.invoke(beanManager, ownReference, viewMethod, arguments);
        } finally {
            CALLED_AGAIN.remove();
        }
    }

    @Override
    public String name() {
        return CallName.of(method);
    }
}
