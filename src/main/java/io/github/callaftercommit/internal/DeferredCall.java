// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    /** {@code callOnce(key, element, method)} */
    final class Collecting<E extends @Nullable Object, X extends Exception> implements DeferredCall<X> {

        /** Equal to no key of a call that collects nothing. */
        record Key(Object given) {}

        private final CallbackWithArgument<? super List<E>, X> method;
        private final List<E> elements = new ArrayList<>(1);

        Collecting(CallbackWithArgument<? super List<E>, X> method, E element) {
            this.method = method;
            elements.add(element);
        }

        /** @param later another call with an equal key, whose elements are of the same type */
        @SuppressWarnings("unchecked")
        void join(Collecting<?, ?> later) {
            elements.addAll((List<E>) later.elements);
        }

        @Override
        public void call() throws X {
            method.call(Collections.unmodifiableList(elements));
        }

        @Override
        public String name() {
            return CallName.of(method);
        }
    }

    /** A call with what most do without: a class loader other than the first call's, the time of the call. */
    record Kept(Callback<?> callback, @Nullable ClassLoader loader, long queuedAt) implements DeferredCall<Exception> {

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
