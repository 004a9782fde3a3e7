// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.inject.Vetoed;

/** What was found at deployment and is needed at run time. */
@Vetoed
final class DeploymentFindings {

    private final Map<Class<?>, SessionBean> sessionBeans = new HashMap<>();
    private int methods;

    void count(int annotatedMethods) {
        methods += annotatedMethods;
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
