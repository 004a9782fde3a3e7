// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.List;

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
    public <X extends Exception> void call(Callback<X> callback) throws X {
        router().call(Message.required(callback, "callback"), null, transactionRequired);
    }

    @Override
    public <A extends @Nullable Object, X extends Exception> void call(CallbackWithArgument<? super A, X> method,
            A argument) throws X {
        call(new DeferredCall.WithArgument<>(Message.required(method, "method"), argument));
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object, X extends Exception> void call(
            CallbackWithArguments<? super A, ? super B, X> method, A first, B second) throws X {
        call(new DeferredCall.WithArguments<>(Message.required(method, "method"), first, second));
    }

    @Override
    public <X extends Exception> void callOnce(Object key, Callback<X> callback) throws X {
        router().call(Message.required(callback, "callback"), Message.required(key, "key"), transactionRequired);
    }

    @Override
    public <E extends @Nullable Object, X extends Exception> void callOnce(Object key, E element,
            CallbackWithArgument<? super List<E>, X> method) throws X {
        callOnce(new DeferredCall.Collecting.Key(Message.required(key, "key")),
                new DeferredCall.Collecting<>(Message.required(method, "method"), element));
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
