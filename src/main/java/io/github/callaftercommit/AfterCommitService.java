// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * Calls a callback after the current JTA transaction has committed.
 *
 * <p>Every method decides by the status of the current transaction at the moment of the call:
 *
 * <ul>
 *   <li><b>In a transaction</b> the callback is kept and called once, after the commit, in the thread that committed,
 *       first in, first out together with the {@link CallAfterCommit} methods. It starts without a transaction; where
 *       no request scope is active, one is active for it.
 *   <li><b>Without a transaction</b> the callback is called at once, in the caller's thread, and its exception reaches
 *       the caller with its type.
 *   <li><b>On rollback</b>, and in a transaction that can only roll back, the callback is dropped. Where the outcome of
 *       a commit is not known, it is dropped too, and a {@code WARNING} names it.
 *   <li><b>While the transaction completes</b> (in somebody's {@code afterCompletion}, say) the callback joins the
 *       calls of the transaction that have not begun to be made; where there are none, it is called at once if the
 *       transaction has committed.
 * </ul>
 *
 * <p><b>Exceptions.</b> What a callback throws after the commit is logged at {@code ERROR} and fired as
 * {@link AfterCommitFailure}; it reaches neither the committer nor the next callback. Each method throws
 * {@link NullPointerException} for a null callback, and {@link IllegalStateException} where the callback can be neither
 * kept nor safely called: no {@link jakarta.transaction.TransactionSynchronizationRegistry} can be found, the status of
 * the transaction is unknown, or its commit is already under way.
 *
 * <p>A call that a callback makes runs at once, in place; if the callback began a transaction of its own, after that
 * one commits.
 *
 * <pre>{@code
 * @Inject
 * AfterCommitService afterCommit;
 *
 * @Transactional
 * public void signUp(User user) throws MessagingException {
 *     users.persist(user);
 *     afterCommit.call(Transport::send, welcome(user));
 *     afterCommit.call(() -> queue.publish(user.id()));
 * }
 * }</pre>
 *
 * <p>The service may be injected into any CDI bean or EJB, used by any number of threads, and replaced by an
 * alternative bean.
 *
 * <p><b>Limits.</b> At most once, after the commit, in the same JVM: a crash between the commit and the call loses the
 * call, and a failing call is reported, not retried. The commit of a {@code RESOURCE_LOCAL} entity manager or of a
 * plain JDBC connection is no JTA transaction: calls made there run at once.
 *
 * <p>It rests on Jakarta Transactions 2.0: {@code TransactionSynchronizationRegistry.registerInterposedSynchronization}
 * and {@code Synchronization.afterCompletion}.
 */
public interface AfterCommitService {

    /**
     * Calls {@code callback} after the current transaction has committed, at once without one.
     *
     * @param callback what to call, not null; a {@code Runnable} variable is passed as {@code runnable::run}
     * @param <X> what the callback may throw; nothing checked where it throws nothing
     * @throws X if the callback is called at once and throws it
     */
    <X extends Exception> void call(Callback<X> callback) throws X;

    /**
     * Calls {@code method} with {@code argument} after the current transaction has committed, at once without one.
     *
     * @param method what to call, not null
     * @param argument its argument, kept by reference; may be null
     * @param <A> the type of the argument
     * @param <X> what the method may throw
     * @throws X if the method is called at once and throws it
     */
    <A extends @Nullable Object, X extends Exception> void call(CallbackWithArgument<? super A, X> method, A argument)
            throws X;

    /**
     * Calls {@code method} with {@code first} and {@code second} after the current transaction has committed, at once
     * without one.
     *
     * @param method what to call, not null
     * @param first its first argument, kept by reference; may be null
     * @param second its second argument, kept by reference; may be null
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <X> what the method may throw
     * @throws X if the method is called at once and throws it
     */
    <A extends @Nullable Object, B extends @Nullable Object, X extends Exception> void call(
            CallbackWithArguments<? super A, ? super B, X> method, A first, B second) throws X;

    /**
     * Calls {@code callback} after the current transaction has committed, unless a call with an equal key is already
     * pending in this transaction: then this one is ignored, and the first keeps its place.
     *
     * <p>'Reindex order 42' after thirty changes of it is one call. Keys die with the transaction. Without a
     * transaction it is {@link #call(Callback)}.
     *
     * @param key compared with {@code equals}, not null; best a value such as a record or a string
     * @param callback what to call, not null
     * @param <X> what the callback may throw
     * @throws X if the callback is called at once and throws it
     */
    <X extends Exception> void callOnce(Object key, Callback<X> callback) throws X;

    /**
     * Returns this service with one difference: without a transaction a call fails with an
     * {@link IllegalStateException} instead of being made at once.
     *
     * <pre>{@code
     * afterCommit.requireTransaction().call(() -> payments.capture(orderId));
     * }</pre>
     *
     * @return a view of this service, never null
     */
    AfterCommitService requireTransaction();

    /**
     * Returns the calls that the current transaction would make after its commit, for tests that roll back. Without a
     * transaction there are none.
     *
     * @return the pending calls, never null
     */
    PendingCalls pending();

    /**
     * What can be called after a commit: a lambda or a method reference. It is serializable so that logs and failures
     * can tell its method; it is never serialized.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface Callback<X extends Exception> extends Serializable {

        /**
         * Does what had to wait for the commit.
         *
         * @throws X if it fails
         */
        void call() throws X;
    }

    /**
     * A {@link Callback} with an argument.
     *
     * @param <A> the type of the argument
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface CallbackWithArgument<A extends @Nullable Object, X extends Exception> extends Serializable {

        /**
         * Does what had to wait for the commit.
         *
         * @param argument what was given with the call
         * @throws X if it fails
         */
        void call(A argument) throws X;
    }

    /**
     * A {@link Callback} with two arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface CallbackWithArguments<A extends @Nullable Object, B extends @Nullable Object, X extends Exception>
            extends Serializable {

        /**
         * Does what had to wait for the commit.
         *
         * @param first the first that was given with the call
         * @param second the second that was given with the call
         * @throws X if it fails
         */
        void call(A first, B second) throws X;
    }
}
