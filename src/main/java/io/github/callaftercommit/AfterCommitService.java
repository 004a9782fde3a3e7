// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
 *       the caller.
 *   <li><b>On rollback</b>, and in a transaction that can only roll back, the callback is dropped. Where the outcome of
 *       a commit is not known, it is dropped too, and a {@code WARNING} names it.
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
 * public void signUp(User user) {
 *     users.persist(user);
 *     afterCommit.call(mailer::sendWelcome, user.id());
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
     * @param callback what to call, not null
     */
    void call(Runnable callback);

    /**
     * Calls {@code method} with {@code argument} after the current transaction has committed, at once without one.
     *
     * @param method what to call, not null
     * @param argument its argument, kept by reference; may be null
     * @param <A> the type of the argument
     */
    <A extends @Nullable Object> void call(Consumer<? super A> method, A argument);

    /**
     * Calls {@code method} with {@code first} and {@code second} after the current transaction has committed, at once
     * without one.
     *
     * @param method what to call, not null
     * @param first its first argument, kept by reference; may be null
     * @param second its second argument, kept by reference; may be null
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     */
    <A extends @Nullable Object, B extends @Nullable Object> void call(
            BiConsumer<? super A, ? super B> method, A first, B second);

    /**
     * Calls {@code callback} after the current transaction has committed, unless a call with an equal key is already
     * pending in this transaction: then this one is ignored, and the first keeps its place.
     *
     * <p>'Reindex order 42' after thirty changes of it is one call. Keys die with the transaction. Without a
     * transaction it is {@link #call(Runnable)}.
     *
     * @param key compared with {@code equals}, not null; best a value such as a record or a string
     * @param callback what to call, not null
     */
    void callOnce(Object key, Runnable callback);

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
}
