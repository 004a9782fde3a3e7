// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Method;
import java.util.Objects;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.internal.DeclaredType.InheritedMethod;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * Routes annotated methods through the {@link AfterCommitService}, one interceptor for each value of the annotation.
 *
 * <p>It is outermost: what {@code @Asynchronous} (PLATFORM_BEFORE + 5) and {@code @Transactional} (PLATFORM_BEFORE +
 * 200) do is done when the method is really called.
 */
@SuppressWarnings("serial") // it is passivated with its bean, and never outlives the application
abstract class CallAfterCommitInterceptor extends RouterClient {

    private static final int OUTERMOST = Interceptor.Priority.PLATFORM_BEFORE;

    @Inject
    AfterCommitService afterCommit;

    @AroundInvoke
    @Nullable
    Object callAfterCommit(InvocationContext invocation) throws Exception {
        if (invocation.getMethod().getReturnType() != void.class) {
            // it is intercepted without having been checked, as by an InterceptionFactory
            throw new IllegalStateException(PlacementProblem.NOT_VOID.message(invocation.getMethod()));
        }
        SessionBean sessionBean = router().sessionBean(invocation.getTarget());
        if (sessionBean == null) {
            service().call(new InterceptedCall(invocation));
            return null;
        }
        if (SessionBeanCall.isCalledAgain(invocation)) {
            return invocation.proceed();
        }
        SessionBeanCall call = new SessionBeanCall(invocation, sessionBean, router().beanManager());
        try {
            service().call(call);
        } finally {
            call.invocationReturns();
        }
        return null;
    }

    abstract AfterCommitService service();

    @Interceptor
    @CallAfterCommit
    @Priority(OUTERMOST)
    static class Call extends CallAfterCommitInterceptor {

        @Override
        AfterCommitService service() {
            return afterCommit;
        }
    }

    @Interceptor
    @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.REJECT)
    @Priority(OUTERMOST)
    static class Reject extends CallAfterCommitInterceptor {

        @Override
        AfterCommitService service() {
            return afterCommit.requireTransaction();
        }
    }

    /** A call of an annotated method of a CDI bean: proceeds later, once, with the arguments of the call. */
    private static final class InterceptedCall implements DeferredCall<Exception> {

        private final InvocationContext invocation;
        private final Object[] arguments;

        InterceptedCall(InvocationContext invocation) {
            this.invocation = invocation;
            // the container shares the array with the caller's other interceptors
            arguments = invocation.getParameters().clone();
        }

        @Override
        public void call() throws Exception {
            invocation.setParameters(arguments);
            invocation.proceed();
        }

        @Override
        public String name() {
            return CallName.of(invocation.getMethod());
        }
    }

    /**
     * A call of an annotated method of a session bean: called again through a reference, with a mark that lets it pass
     * the interceptor.
     */
    @SuppressWarnings("serial") // callbacks are never serialized
    static final class SessionBeanCall implements DeferredCall<Exception> {

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
}
