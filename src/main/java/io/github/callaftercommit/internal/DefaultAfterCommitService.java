// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.PendingCalls;
import jakarta.enterprise.context.Dependent;
import org.jspecify.annotations.Nullable;

/** Checks what it is given and passes it to the {@link CallRouter}. */
@Dependent
@SuppressWarnings("serial") // it is passivated with its bean, and never outlives the application
class DefaultAfterCommitService extends RouterClient implements AfterCommitService {

    private boolean transactionRequired;

    @Override
    public void call(Runnable callback) {
        router().call(Messages.required(callback, "callback"), null, transactionRequired);
    }

    @Override
    public <A extends @Nullable Object> void call(Consumer<? super A> method, A argument) {
        call(new DeferredCall.WithArgument<>(Messages.required(method, "method"), argument));
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object> void call(
            BiConsumer<? super A, ? super B> method, A first, B second) {
        call(new DeferredCall.WithArguments<>(Messages.required(method, "method"), first, second));
    }

    @Override
    public void callOnce(Object key, Runnable callback) {
        router().call(Messages.required(callback, "callback"), Messages.required(key, "key"), transactionRequired);
    }

    @Override
    public AfterCommitService requireTransaction() {
        DefaultAfterCommitService requiring = new DefaultAfterCommitService();
        requiring.router = router();
        requiring.transactionRequired = true;
        return requiring;
    }

    @Override
    public PendingCalls pending() {
        return router().pending();
    }
}
