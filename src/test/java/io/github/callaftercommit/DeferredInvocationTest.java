// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The method that is called later is the method that was called: same instance, same arguments, and its inner
 * interceptors around it.
 */
class DeferredInvocationTest {

    /** Not a record: a mutable argument. */
    static final class Basket {

        private String content = "at the call";
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Traced {}

    @Traced
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Tracing {

        @Inject
        Journal journal;

        @AroundInvoke
        Object trace(InvocationContext invocation) throws Exception {
            journal.note("enter " + Arrays.toString(invocation.getParameters()));
            invocation.setParameters(new Object[]{"replaced by the inner interceptor"});
            Object result = invocation.proceed();
            journal.note("leave");
            return result;
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Scrambled {}

    /** Outside the library's interceptor. */
    @Scrambled
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1)
    static class Scrambling {

        @AroundInvoke
        Object scramble(InvocationContext invocation) throws Exception {
            Object[] arguments = invocation.getParameters();
            Object result = invocation.proceed();
            arguments[0] = "scrambled after the call";
            return result;
        }
    }

    @ApplicationScoped
    static class Target {

        @Inject
        Journal journal;

        @CallAfterCommit
        @Traced
        public void traced(String text) {
            journal.note(text);
        }

        @CallAfterCommit
        @Scrambled
        public void scrambled(String text) {
            journal.note(text);
        }

        @CallAfterCommit
        public void varargs(String... texts) {
            journal.note(String.join(" ", texts));
        }

        @CallAfterCommit
        public void basket(Basket basket) {
            journal.note(basket.content);
        }

        @CallAfterCommit
        public void nothing(String text, int number, Object none) {
            journal.note(text + number + none);
        }

        @Transactional
        @CallAfterCommit
        public void inATransactionOfItsOwn(AfterCommitService afterCommit) {
            journal.note("own transaction");
            afterCommit.call(journal.noting("after the own transaction"));
        }
    }

    @Dependent
    static class DependentTarget {

        @Inject
        Journal journal;

        private String state = "new";

        public void become(String state) {
            this.state = state;
        }

        @CallAfterCommit
        public void note() {
            journal.note(state);
        }
    }

    @RequestScoped
    static class RequestTarget {

        @Inject
        Journal journal;

        private String state = "new";

        public void become(String state) {
            this.state = state;
        }

        @CallAfterCommit
        public void note() {
            journal.note(state);
        }

        @PreDestroy
        void end() {
            journal.note("request ends");
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Target.class, DependentTarget.class, RequestTarget.class,
            Tracing.class, Scrambling.class);

    @ParameterizedTest
    @EnumSource
    void innerInterceptorsRunAtTheTimeOfTheCall(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.get(Target.class).traced("1");
            stack.get(Target.class).traced("2");
            assertThat(stack.journal().noted()).isEmpty();
        });

        assertThat(stack.journal().noted()).containsExactly("enter [1]", "replaced by the inner interceptor", "leave",
                "enter [2]", "replaced by the inner interceptor", "leave");
    }

    @Test
    void everyKindOfArgumentIsKept() throws Exception {
        stack.transactions().required(() -> {
            stack.get(Target.class).varargs("a", "b", "c");
            stack.get(Target.class).varargs();
            stack.get(Target.class).nothing("text ", 42, null);
        });

        assertThat(stack.journal().noted()).containsExactly("a b c", "", "text 42null");
    }

    @Test
    void theArgumentsAreThoseOfTheCallWhateverBecomesOfTheirArray() throws Exception {
        stack.transactions().required(() -> stack.get(Target.class).scrambled("as they were"));

        assertThat(stack.journal().noted()).containsExactly("as they were");
    }

    /** Documented: pass ids and values. */
    @Test
    void anArgumentIsTheObjectItselfWithWhatItHasBecome() throws Exception {
        Basket basket = new Basket();
        stack.transactions().required(() -> {
            stack.get(Target.class).basket(basket);
            basket.content = "at the commit";
        });

        assertThat(stack.journal().noted()).containsExactly("at the commit");
    }

    @Test
    void twoCallsOfOneMethodKeepTheirOwnArguments() throws Exception {
        Target target = stack.get(Target.class);
        stack.transactions().required(() -> {
            for (int call = 0; call < 100; call++) {
                target.nothing("call ", call, "");
            }
        });

        assertThat(stack.journal().noted()).hasSize(100).startsWith("call 0", "call 1").endsWith("call 98", "call 99")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void transactionalBeginsItsOwnTransactionAfterTheCommitOfTheCaller(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> stack.get(Target.class).inATransactionOfItsOwn(stack.afterCommit()));

        assertThat(stack.journal().noted()).containsExactly("own transaction", "after the own transaction");
        assertThat(stack.journal().entries().get(0).transactionStatus()).isEqualTo(Status.STATUS_ACTIVE);
        assertThat(stack.journal().entries().get(1).transactionStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    @Test
    void aDependentTargetIsTheSameInstance() throws Exception {
        DependentTarget target = stack.get(DependentTarget.class);
        stack.transactions().required(() -> {
            target.become("old");
            target.note();
        });

        assertThat(stack.journal().noted()).containsExactly("old");
    }

    @Test
    void aRequestScopedTargetIsTheSameInstanceThoughItsRequestHasEnded() throws Exception {
        RequestContextController request = stack.get(RequestContextController.class);
        AtomicReference<Transaction> transaction = new AtomicReference<>();
        // not on the thread of the test: OpenWebBeans keeps a request active where it is started
        stack.onAnotherThread(() -> {
            stack.manager().begin();
            request.activate();
            RequestTarget target = stack.get(RequestTarget.class);
            target.become("of the ended request");
            target.note();
            request.deactivate();
            transaction.set(stack.manager().suspend());
        });
        stack.onAnotherThread(() -> {
            stack.manager().resume(transaction.get());
            stack.manager().commit();
        });

        assertThat(stack.journal().noted()).containsExactly("request ends", "of the ended request");
    }
}
