// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.HashMap;
import java.util.Map;

import io.github.callaftercommit.internal.ObserverFromOutside.Notification;
import jakarta.enterprise.inject.Vetoed;
import org.jspecify.annotations.Nullable;

/** What was found at deployment and is needed at run time. */
@Vetoed
final class DeploymentFindings {

    private final Map<Class<?>, SessionBean> sessionBeans = new HashMap<>();
    private int methods;
    private volatile @Nullable Notification notification;

    void count(int annotatedMethods) {
        methods += annotatedMethods;
    }

    void notifyThrough(Notification proxy) {
        notification = proxy;
    }

    /** Before the application has started there is no proxy yet. */
    void notify(Runnable observer) {
        Notification proxy = notification;
        if (proxy == null) {
            observer.run();
        } else {
            proxy.run(observer);
        }
    }

    /** The session beans with annotated methods, by class. */
    Map<Class<?>, SessionBean> sessionBeans() {
        return sessionBeans;
    }

    /** How many methods are annotated, in themselves or through what they belong to. */
    String summary() {
        return methods + (methods == 1 ? " annotated method, " : " annotated methods, ");
    }
}
