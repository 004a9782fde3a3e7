// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A call that knows its name. Names never come from a user's {@code toString()}: it might fail, or print what a log
 * must not hold.
 */
interface DeferredCall extends Runnable {

    String name();

    /** {@code call(method, argument)} */
    record WithArgument<A extends @Nullable Object>(Consumer<? super A> method, A argument) implements DeferredCall {

        @Override
        public void run() {
            method.accept(argument);
        }

        @Override
        public String name() {
            return nameOf(method.getClass());
        }
    }

    /** {@code call(method, first, second)} */
    record WithArguments<A extends @Nullable Object, B extends @Nullable Object>(
            BiConsumer<? super A, ? super B> method, A first, B second) implements DeferredCall {

        @Override
        public void run() {
            method.accept(first, second);
        }

        @Override
        public String name() {
            return nameOf(method.getClass());
        }
    }

    /**
     * A call with what most do without: a class loader other than that of the first call, a key, or the time at which
     * it was queued.
     */
    record Kept(
            Runnable callback, ClassLoader loader, @Nullable Object once, long queuedAt) implements DeferredCall {

        /** Whoever makes the calls sets the class loader of the next one. */
        @Override
        public void run() {
            Thread.currentThread().setContextClassLoader(loader);
            callback.run();
        }

        @Override
        public String name() {
            return nameOf(callback);
        }
    }

    static String nameOf(Runnable callback) {
        return callback instanceof DeferredCall call ? call.name() : nameOf(callback.getClass());
    }

    static String nameOf(Method method) {
        return simpleName(method.getDeclaringClass())
                + '.'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(DeferredCall::simpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Lets a caller see what its callback has thrown, as if it had called it itself. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Class.getSimpleName() loads the enclosing class, which the class loader of an undeployed application refuses. */
    private static String simpleName(Class<?> type) {
        Class<?> component = type.getComponentType();
        String name = type.getName();
        return component != null
                ? simpleName(component) + "[]"
                : name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static String nameOf(Class<?> callback) {
        int lambda = callback.getName().indexOf("$$Lambda");
        return lambda < 0
                ? callback.getName()
                : "lambda in " + callback.getName().substring(0, lambda);
    }
}
