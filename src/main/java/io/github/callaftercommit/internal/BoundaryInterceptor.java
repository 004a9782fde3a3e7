// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.jspecify.annotations.Nullable;

/**
 * Marks the {@link TransactionalBoundaries} that may complete a transaction: one interceptor just outside and one just
 * inside the container's own, which has the priority {@code PLATFORM_BEFORE + 200}.
 */
@SuppressWarnings("serial") // it is passivated with its bean, and never outlives the application
abstract class BoundaryInterceptor extends RouterClient {

    private static final int TRANSACTIONAL = Interceptor.Priority.PLATFORM_BEFORE + 200;

    abstract static class Outside extends BoundaryInterceptor {

        @AroundInvoke
        @Nullable
        Object callTransactional(InvocationContext invocation) throws Exception {
            TransactionalBoundaries boundaries = router().boundaries();
            TransactionalBoundaries.Boundary boundary = boundaries.enter(router().transaction());
            @Nullable
            Throwable thrown = null;
            try {
                return invocation.proceed();
            } catch (Throwable failure) {
                thrown = failure;
                throw failure;
            } finally {
                boundaries.leave(boundary, thrown);
            }
        }
    }

    abstract static class Inside extends BoundaryInterceptor {

        @AroundInvoke
        @Nullable
        Object callBody(InvocationContext invocation) throws Exception {
            TransactionalBoundaries boundaries = router().boundaries();
            boundaries.bodyStarts(router().transaction());
            @Nullable
            Throwable thrown = null;
            try {
                return invocation.proceed();
            } catch (Throwable failure) {
                thrown = failure;
                throw failure;
            } finally {
                boundaries.bodyReturned(thrown);
            }
        }
    }

    @Interceptor
    @Transactional(TxType.REQUIRED)
    @Priority(TRANSACTIONAL - 1)
    static class OutsideRequired extends Outside {}

    @Interceptor
    @Transactional(TxType.REQUIRED)
    @Priority(TRANSACTIONAL + 1)
    static class InsideRequired extends Inside {}

    @Interceptor
    @Transactional(TxType.REQUIRES_NEW)
    @Priority(TRANSACTIONAL - 1)
    static class OutsideRequiresNew extends Outside {}

    @Interceptor
    @Transactional(TxType.REQUIRES_NEW)
    @Priority(TRANSACTIONAL + 1)
    static class InsideRequiresNew extends Inside {}
}
