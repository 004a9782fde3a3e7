// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.io.Serializable;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/**
 * Routes annotated methods through the {@link AfterCommitService}, one interceptor for each value of the annotation.
 *
 * <p>It is outermost: what {@code @Asynchronous} (PLATFORM_BEFORE + 5) and {@code @Transactional} (PLATFORM_BEFORE + 200) do is done when the method is really called.
 */
@SuppressWarnings("serial") // it is passivated with its bean, and never outlives the application
abstract class CallAfterCommitInterceptor implements Serializable {

    private static final int OUTERMOST = Interceptor.Priority.PLATFORM_BEFORE;

    @Inject
    AfterCommitService afterCommit;

    @Inject
    CallQueuesReference queues;

    @AroundInvoke
    @Nullable Object callAfterCommit(InvocationContext invocation) throws Exception {
        CallQueues known = queues.get();
        SessionBean sessionBean = known.sessionBean(invocation.getTarget());
        if (sessionBean == null) {
            service().call(new InterceptedCall(invocation));
            return null;
        }
        if (SessionBeanCall.isCalledAgain(invocation)) {
            return invocation.proceed();
        }
        SessionBeanCall call = new SessionBeanCall(invocation, sessionBean, known.beanManager());
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
}
