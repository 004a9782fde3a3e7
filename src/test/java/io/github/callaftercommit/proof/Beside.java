// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.Callable;

import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;

/**
 * Binds interceptors of an application, which stand just outside and just inside the transactional one, as ours do: in
 * packages that sort before and after ours, because Weld orders equal priorities by the name of the class.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Beside {

    /** A body that says what the interceptors around it do. */
    interface Body extends Callable<Object> {

        Object around(Step.Place place, InvocationContext invocation) throws Exception;

        /** Does what the argument of the intercepted method wants done at this place. */
        static Object interpose(String place, InvocationContext invocation) throws Exception {
            return invocation.getParameters()[0] instanceof Body body
                    ? body.around(Step.Place.valueOf(place), invocation)
                    : invocation.proceed();
        }
    }
}
