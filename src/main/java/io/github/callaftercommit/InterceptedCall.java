// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import jakarta.interceptor.InvocationContext;

/** A call of an annotated method of a CDI bean: proceeds later, once, with the arguments of the call. */
final class InterceptedCall implements DeferredCall {

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
            invocation.setParameters(arguments);
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
