// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;

/** The beans of the measured applications. */
final class Beans {

    private Beans() {}

    /** Narayana's own integration asks for it. */
    @ApplicationScoped
    static class TransactionProducer {

        @Produces
        @ApplicationScoped
        UserTransaction userTransaction() {
            return Narayana.userTransaction();
        }
    }

    @ApplicationScoped
    static class Business {

        @Transactional
        void inTransaction(Runnable body) {
            body.run();
        }
    }

    @ApplicationScoped
    static class Mailer {

        @CallAfterCommit
        void send(Callback callback) {
            callback.run();
        }
    }

    @ApplicationScoped
    static class AfterSuccess {

        void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) Sent event) {
            event.callback().run();
        }
    }

    @ApplicationScoped
    static class Observing {

        @CallAfterCommit
        void on(@Observes Sent event) {
            event.callback().run();
        }
    }

    record Sent(Callback callback) {}

    /** Carries an interceptor that does nothing, to see what the container asks for any interceptor at all. */
    @ApplicationScoped
    static class Intercepted {

        @Nothing
        void send(Callback callback) {
            callback.run();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Nothing {}

    @Interceptor
    @Nothing
    @Priority(Interceptor.Priority.APPLICATION)
    static class NothingInterceptor {

        @AroundInvoke
        Object proceed(InvocationContext invocation) throws Exception {
            return invocation.proceed();
        }
    }
}
