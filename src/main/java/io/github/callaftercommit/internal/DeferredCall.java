// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import io.github.callaftercommit.AfterCommitService.Callback;
import io.github.callaftercommit.AfterCommitService.CallbackWithArgument;
import io.github.callaftercommit.AfterCommitService.CallbackWithArguments;
import org.jspecify.annotations.Nullable;

/** A callback that knows its name. */
@SuppressWarnings("serial") // callbacks are never serialized
interface DeferredCall<X extends Exception> extends Callback<X> {

    String name();

    static String nameOf(Callback<?> callback) {
        return callback instanceof DeferredCall<?> call ? call.name() : CallName.of(callback);
    }

    /** {@code call(method, argument)} */
    record WithArgument<A extends @Nullable Object, X extends Exception>(CallbackWithArgument<? super A, X> method,
            A argument) implements DeferredCall<X> {

        @Override
        public void call() throws X {
            method.call(argument);
        }

        @Override
        public String name() {
            return CallName.of(method);
        }
    }

    /** {@code call(method, first, second)} */
    record WithArguments<A extends @Nullable Object, B extends @Nullable Object, X extends Exception>(
            CallbackWithArguments<? super A, ? super B, X> method, A first, B second) implements DeferredCall<X> {

        @Override
        public void call() throws X {
            method.call(first, second);
        }

        @Override
        public String name() {
            return CallName.of(method);
        }
    }

    /** A call with what most do without: a class loader other than the first call's, a key, the time of the call. */
    record Kept(Callback<?> callback, @Nullable ClassLoader loader, @Nullable Object once,
            long queuedAt) implements DeferredCall<Exception> {

        /** Whoever makes the calls sets the class loader of the next one. */
        @Override
        public void call() throws Exception {
            Thread.currentThread().setContextClassLoader(loader);
            callback.call();
        }

        @Override
        public String name() {
            return nameOf(callback);
        }
    }
}
