// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.concurrent.CompletionStage;

import io.github.callaftercommit.internal.TransactionalBoundaries.Boundary;
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

    @AroundInvoke
    @Nullable
    Object watch(InvocationContext invocation) throws Exception {
        TransactionalBoundaries boundaries = router().boundaries();
        Boundary boundary = started(boundaries, router().transaction());
        @Nullable
        Throwable thrown = null;
        try {
            Object result = invocation.proceed();
            thrown = failure(result);
            return result;
        } catch (Throwable failure) {
            thrown = failure;
            throw failure;
        } finally {
            ended(boundaries, boundary, thrown);
        }
    }

    abstract @Nullable Boundary started(TransactionalBoundaries boundaries, @Nullable Object transaction);

    abstract void ended(TransactionalBoundaries boundaries, @Nullable Boundary boundary, @Nullable Throwable thrown);

    /**
     * Narayana puts what it throws into the stage that a method returns; of one that completes later nothing is known.
     */
    private static @Nullable Throwable failure(@Nullable Object result) {
        if (!(result instanceof CompletionStage<?> stage)) {
            return null;
        }
        Throwable[] failure = new Throwable[1];
        stage.whenComplete((value, thrown) -> failure[0] = thrown);
        return failure[0];
    }

    abstract static class Outside extends BoundaryInterceptor {

        @Override
        Boundary started(TransactionalBoundaries boundaries, @Nullable Object transaction) {
            return boundaries.enter(transaction);
        }

        @Override
        void ended(TransactionalBoundaries boundaries, Boundary boundary, @Nullable Throwable thrown) {
            boundaries.leave(boundary, thrown);
        }
    }

    abstract static class Inside extends BoundaryInterceptor {

        @Override
        @Nullable
        Boundary started(TransactionalBoundaries boundaries, @Nullable Object transaction) {
            return boundaries.bodyStarts(transaction);
        }

        @Override
        void ended(TransactionalBoundaries boundaries, @Nullable Boundary boundary, @Nullable Throwable thrown) {
            if (boundary != null) {
                boundary.bodyReturned(thrown);
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
