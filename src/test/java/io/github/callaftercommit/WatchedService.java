// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes on to a real service, notes which of its methods are called, and lets one at a time throw. */
final class WatchedService<T> {

    static final List<Throwable> FAULTS = List.of(new IllegalStateException("out of order"),
            new AssertionError("out of order"), new StackOverflowError(), new OutOfMemoryError("test"),
            new ThreadDeath());

    private final List<String> called = new CopyOnWriteArrayList<>();
    private final T service;
    private volatile String failing = "";
    private volatile Throwable fault;

    WatchedService(Class<T> type, T real) {
        service = type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
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

    /** Returns the names of the methods that were called since they were last taken. */
    List<String> take() {
        List<String> taken = List.copyOf(called);
        called.clear();
        return taken;
    }
}
