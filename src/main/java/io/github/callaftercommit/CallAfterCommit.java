// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.interceptor.InterceptorBinding;

/**
 * Calls the annotated method after the current JTA transaction has committed.
 *
 * <p>The caller returns at once. The method is called once, on the same bean with the same arguments, after every call
 * that was made before it in this transaction.
 *
 * <p><b>Without a transaction</b> the method is called at once, and its exception reaches the caller; see
 * {@link #withoutTransaction()}.
 *
 * <p><b>On rollback</b> the method is never called, nor in a transaction that is already marked for rollback, nor where
 * the outcome of the commit is not known (a {@code WARNING} then names the call).
 *
 * <p><b>Exceptions</b> of a call that is made after the commit reach nobody's caller: they are logged at {@code ERROR}
 * and fired as {@link AfterCommitFailure}, and leave the transaction and the other calls alone.
 *
 * <p><b>Thread and contexts.</b> The method runs in the thread that commits, and starts without a transaction, when the
 * connections of the finished one are back in their pool. It sees the request and the caller of that thread, and has
 * the context class loader of its own call; where no request scope is active, one is active for it. Interceptors that
 * are further inside, such as those of {@code @Transactional} (a transaction of its own), of {@code @Asynchronous} of
 * Jakarta Concurrency (its thread is started after the commit) or of {@code @Retry}, run when it is really called.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Mailer {
 *
 *     @CallAfterCommit
 *     public void sendWelcome(String email) {
 *         System.out.println("Welcome, " + email); // or what no rollback takes back: a mail, a message, a payment
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class SignUp {
 *
 *     @Inject
 *     Mailer mailer;
 *
 *     @Transactional
 *     public void signUp(String email) {
 *         // here the user is saved, by JPA or JDBC
 *         mailer.sendWelcome(email); // returns at once; sent after the commit, never after a rollback
 *     }
 * }
 * }</pre>
 *
 * <p><b>On an observer</b> it notifies after the commit of the transaction in which the event was fired, and never
 * after its rollback: what {@code @Observes(during = AFTER_SUCCESS)} promises, with a callback that may begin
 * transactions. It may stand on observers of CDI beans in a normal scope or {@code @Singleton}, and of session beans;
 * priorities order the notifications. Whether the observer is notified at all ({@code IF_EXISTS}) is decided when the
 * event is fired.
 *
 * <pre>{@code
 * @CallAfterCommit // an observer hears of an event after the commit of the transaction in which it is fired
 * void placed(@Observes OrderPlaced event) {
 *     pick(event.orderId());
 * }
 * }</pre>
 *
 * <p><b>On a class</b> it means every business method and every observer; on a session bean, every method of its views.
 * It is inherited by subclasses, and may stand on a stereotype or on another interceptor binding. A method annotation
 * is not inherited by what overrides the method, nor from an interface.
 *
 * <p><b>On an EJB</b> the method is called through the container again, so that its locks and its security apply when
 * it is really called: the latter to the caller that the committing thread has then. The container begins the
 * transaction of an EJB method before anybody else looks: with the attribute {@code REQUIRED}, the default, a method
 * that is called without a transaction waits for the end of the one that its own call has begun, and its exception is
 * reported instead of thrown. With {@code SUPPORTS} it is called at once.
 *
 * <p><b>Limits.</b> The method returns {@code void}, because nobody is left to take a result, and is called through an
 * injected reference: a call from inside the bean is not intercepted. Where an interceptor around it proceeds twice,
 * the method has been called twice. What cannot work is refused at deployment, everything in one report. Arguments may
 * be null and are kept by reference: what they refer to may have changed by the time of the call, so pass ids and
 * values. Calls are kept in memory: a crash between the commit and the call loses the call.
 *
 * <p>It rests on Jakarta CDI 4.0 (events and their observers), on Jakarta Interceptors 2.1, chapters 3 (interceptor
 * bindings) and 5 (their order), on Jakarta Transactions 2.0, sections 3.6
 * ({@link jakarta.transaction.TransactionSynchronizationRegistry}) and 3.7 ({@code @Transactional}), and on Jakarta
 * Enterprise Beans 4.0, chapter 8 (support for transactions).
 *
 * @see AfterCommitService
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CallAfterCommit {

    /**
     * What happens when the method is called without a transaction; by default it is called at once.
     *
     * <p>It makes no difference in a transaction, nor to the rollback of one. A method that rejects throws
     * {@link IllegalStateException} in the thread of its caller, before anything of it has run.
     *
     * <pre>{@code
     * @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT) // without one: IllegalStateException
     * }</pre>
     *
     * <p><b>Limits.</b> An EJB method whose container begins a transaction for it (the attribute {@code REQUIRED}) has
     * one always, so that {@link WithoutTransaction#REJECT} is refused there at deployment.
     *
     * @return what to do without a transaction, never null
     */
    WithoutTransaction withoutTransaction() default WithoutTransaction.CALL;

    /** What a call does when no transaction is active. */
    enum WithoutTransaction {

        /** The method is called at once, in the caller's thread, and its exception reaches the caller. */
        CALL,

        /** The call fails with an {@link IllegalStateException} that names the method. */
        REJECT
    }
}
