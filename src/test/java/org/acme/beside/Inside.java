// SPDX-License-Identifier: Apache-2.0
package org.acme.beside;

import io.github.callaftercommit.proof.Beside;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** An application's interceptor just inside the transactional one. */
@Beside
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 201)
public class Inside {

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        return Beside.Body.interpose("INSIDE_LAST", invocation);
    }
}
