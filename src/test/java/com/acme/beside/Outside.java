// SPDX-License-Identifier: Apache-2.0
package com.acme.beside;

import io.github.callaftercommit.proof.Beside;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** An application's interceptor just outside the transactional one. */
@Beside
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 199)
public class Outside {

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        return Beside.Body.interpose("OUTSIDE_FIRST", invocation);
    }
}
