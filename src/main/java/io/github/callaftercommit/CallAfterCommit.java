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
 * <p>The caller returns at once. The method is called with the same arguments on the same bean once the commit is done,
 * in the thread that committed, after every call that was made before it. It starts without a transaction, so that
 * {@code @Transactional} on it begins one of its own.
 *
 * <p><b>Without a transaction</b> the method is called at once, and its exception reaches the caller; see
 * {@link #withoutTransaction()}.
 *
 * <p><b>In a session bean</b> of EJB the container begins its transaction before it looks at this annotation. With the
 * attribute {@code REQUIRED}, which is the default, a caller without a transaction has the method called after the
 * commit of the container's own, and an exception does not reach that caller. With {@code SUPPORTS} it is as with other
 * beans.
 *
 * <p><b>On rollback</b> the method is never called, nor in a transaction that is already marked for rollback, nor where
 * the outcome of the commit is not known (a {@code WARNING} then names the call).
 *
 * <p><b>Exceptions</b> of a call made after the commit reach nobody's caller: they are logged at {@code ERROR}, fired
 * as {@link AfterCommitFailure}, and leave the transaction and the other calls alone.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Mailer {
 *
 *     @CallAfterCommit
 *     public void sendWelcome(long userId) {  // void: there is nobody left to take a result
 *         ...
 *     }
 * }
 *
 * @Transactional
 * public void signUp(User user) {
 *     users.persist(user);
 *     mailer.sendWelcome(user.id());          // sent after the commit, never after a rollback
 * }
 * }</pre>
 *
 * <p>On a class it means every business method. It is inherited by subclasses and may stand on a stereotype or on
 * another interceptor binding. It composes: with {@code @Transactional} the method runs in a transaction of its own,
 * with {@code @Asynchronous} of Jakarta Concurrency its thread is started after the commit.
 *
 * <p><b>Limits.</b> The method returns {@code void} and is called from outside its bean; what cannot work is refused at
 * deployment, everything in one report. Arguments are kept by reference: what they refer to may have changed by the
 * time of the call, so pass ids and values. Calls are kept in memory: a crash between the commit and the call loses the
 * call.
 *
 * <p>It rests on Jakarta Interceptors 2.1, section 3 (interceptor bindings), and on
 * {@link jakarta.transaction.TransactionSynchronizationRegistry} of Jakarta Transactions 2.0.
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
     * @return what to do without a transaction
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
