// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes on to a real service and notes which of its methods were called. */
final class RecordingProxy<T> {

    private final List<String> called = new CopyOnWriteArrayList<>();
    private final T service;

    RecordingProxy(Class<T> type, T real) {
        service = type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            called.add(method.getName());
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

    /** Returns the names of the methods that were called since they were last taken. */
    List<String> take() {
        List<String> taken = List.copyOf(called);
        called.clear();
        return taken;
    }
}
