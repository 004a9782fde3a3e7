// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.Arrays;
import java.util.Comparator;

import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** A call of an annotated method of a CDI bean: proceeds later, once, with the arguments of the call. */
final class InterceptedCall implements DeferredCall {

    /** Not equals(): it is the user's, and may take two arguments for one. */
    private static final Comparator<@Nullable Object> SAME = (first, second) -> first == second ? 0 : 1;

    private final InvocationContext invocation;
    private final Object[] arguments;

    InterceptedCall(InvocationContext invocation) {
        this.invocation = invocation;
        // the container shares the array with the caller's other interceptors
        arguments = invocation.getParameters().clone();
    }

    @Override
    public void run() {
        try {
            // the container checks each argument against the type of its parameter: a quarter of what the call costs
            if (!Arrays.equals(invocation.getParameters(), arguments, SAME)) {
                invocation.setParameters(arguments);
            }
            invocation.proceed();
        } catch (Exception failure) {
            throw DeferredCall.unchecked(failure);
        }
    }

    @Override
    public String name() {
        return DeferredCall.nameOf(invocation.getMethod());
    }
}
