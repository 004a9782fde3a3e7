// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.Priority;
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
}
