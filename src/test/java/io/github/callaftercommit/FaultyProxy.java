// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** Passes on to a real service, but for one method at a time that throws. */
final class FaultyProxy<T> {

    static final List<Throwable> FAULTS = List.of(new IllegalStateException("out of order"), new AssertionError("out of order"), new StackOverflowError(), new OutOfMemoryError("test"),
            new ThreadDeath());

    private final T service;
    private volatile String failing = "";
    private volatile Throwable fault;

    FaultyProxy(Class<T> type, T real) {
        service = type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals(failing)) {
                throw fault;
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        }));
    }

    T service() {
        return service;
    }

    void fail(String method, Throwable thrown) {
        fault = thrown;
        failing = method;
    }

    void work() {
        failing = "";
    }
}
