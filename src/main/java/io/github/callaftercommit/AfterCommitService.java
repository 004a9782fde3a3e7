// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.io.Serializable;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Calls a callback after the current JTA transaction has committed.
 *
 * <p>Every method decides by the status of the current transaction at the moment of the call:
 *
 * <ul>
 *   <li><b>In a transaction</b> the callback is kept and called once, after the commit, first in, first out together
 *       with the {@link CallAfterCommit} methods.
 *   <li><b>Without a transaction</b> the callback is called at once, in the caller's thread, and its exception reaches
 *       the caller with its type.
 *   <li><b>On rollback</b>, and in a transaction that can only roll back, the callback is dropped. Where the outcome of
 *       a commit is not known, it is dropped too, and a {@code WARNING} names it.
 *   <li><b>While the transaction completes</b> (in somebody's {@code afterCompletion}, say) the callback joins the
 *       calls of the transaction that have not begun to be made; where there are none, it is called at once if the
 *       transaction has committed.
 * </ul>
 *
 * <p><b>Thread and contexts.</b> What was kept is called in the thread that commits, which waits for it. It starts
 * without a transaction, when the connections of the finished one are back in their pool: what it begins is its own,
 * and what it leaves open is rolled back and counts as its failure. It sees the request and the caller of that thread,
 * and has the context class loader of its own call; where no request scope is active, one is active for it. A call that
 * it makes runs at once, in place; if it has begun a transaction of its own, after that one commits.
 *
 * <p><b>Exceptions.</b> What a callback throws after the commit, whatever {@link Throwable} it is, is logged at
 * {@code ERROR} and fired as {@link AfterCommitFailure}; it reaches neither the committer nor the next callback. Each
 * method throws {@link NullPointerException} for a null callback, method or key, and {@link IllegalStateException}
 * where the callback can be neither kept nor safely called: no
 * {@link jakarta.transaction.TransactionSynchronizationRegistry} can be found, the status of the transaction is
 * unknown, its commit is already under way, or a reactive transaction is active.
 *
 * <pre>{@code
 * @Inject
 * AfterCommitService afterCommit;
 *
 * @Transactional
 * public void place(long orderId, Message confirmation, Path draft) throws MessagingException, IOException {
 *     afterCommit.call(Transport::send, confirmation); // a method and its argument, or two
 *     afterCommit.call(() -> Files.delete(draft)); // a lambda; what is called may throw
 *     afterCommit.call(placed::fire, new OrderPlaced(orderId)); // an event, which its observers hear after the commit
 *     afterCommit.callOnce("stock", this::reorder); // once a transaction, however often it is asked for
 *     afterCommit.callOnce("reindex", orderId, this::reindex); // once, with a list of every id given under the key
 *     afterCommit.requireTransaction().call(this::capture, orderId); // IllegalStateException without a transaction
 * }
 * }</pre>
 *
 * <p>The service may be injected into any CDI bean or EJB, used by any number of threads, decorated, and
 * replaced by an alternative bean; annotated methods go through these, too.
 *
 * <p><b>Limits.</b> At most once, after the commit, in the same JVM: a crash between the commit and the call loses the
 * call, and a failing call is reported, not retried. The commit of a {@code RESOURCE_LOCAL} entity manager or of a
 * plain JDBC connection is none of a JTA transaction: calls made there run at once. Calls of different transactions
 * need not be made in the order of the commits. Some transaction managers report a commit where several resources
 * disagree; see {@code .github/LIMITS.md} in the repository for this and everything else that is known.
 *
 * <p>It rests on Jakarta Transactions 2.0, sections 3.6 ({@code registerInterposedSynchronization}) and 3.3.2
 * ({@code afterCompletion}), and on 3.7 ({@code @Transactional}).
 */
public interface AfterCommitService {

    /**
     * Calls {@code callback} after the current transaction has committed: at once without a transaction, never when it
     * rolled back.
     *
     * <p>After the commit it is called in the thread that commits, without a transaction, and what it throws is
     * reported. At once it is called in this thread, and what it throws reaches the caller. Who is passed a
     * {@code Runnable} writes {@code call(runnable::run)}.
     *
     * <pre>{@code
     * afterCommit.call(() -> Files.delete(draft)); // a lambda; what is called may throw
     * }</pre>
     *
     * <p>What a lambda captures is kept by reference. It rests on {@code registerInterposedSynchronization} of Jakarta
     * Transactions 2.0, section 3.6.
     *
     * @param callback what to call, not null
     * @param <X> what the callback may throw; nothing checked where it throws nothing
     * @throws X if the callback is called at once and throws it
     * @throws IllegalStateException if the callback can be neither kept nor safely called
     */
    <X extends Exception> void call(Callback<X> callback) throws X;

    /**
     * Calls {@code method} with {@code argument} after the current transaction has committed: at once without a
     * transaction, never when it rolled back.
     *
     * <p>Thread, transaction and exceptions are those of {@link #call(Callback)}. A method reference has a name of its
     * own in logs, failures and recordings, and the argument is never shown.
     *
     * <pre>{@code
     * afterCommit.call(Transport::send, confirmation); // a method and its argument, or two
     * }</pre>
     *
     * <p>The argument is kept by reference: pass ids and values. It rests on Jakarta Transactions 2.0, section 3.6.
     *
     * @param method what to call, not null
     * @param argument its argument; may be null
     * @param <A> the type of the argument
     * @param <X> what the method may throw; nothing checked where it throws nothing
     * @throws X if the method is called at once and throws it
     * @throws IllegalStateException if the call can be neither kept nor safely made
     */
    <A extends @Nullable Object, X extends Exception> void call(CallbackWithArgument<? super A, X> method, A argument)
            throws X;

    /**
     * Calls {@code method} with {@code first} and {@code second} after the current transaction has committed: at once
     * without a transaction, never when it rolled back.
     *
     * <p>Thread, transaction and exceptions are those of {@link #call(Callback)}.
     *
     * <pre>{@code
     * afterCommit.call(Transport::send, reminder, customers);
     * }</pre>
     *
     * <p>For more arguments, write a lambda. They are kept by reference. It rests on Jakarta Transactions 2.0, section
     * 3.6.
     *
     * @param method what to call, not null
     * @param first its first argument; may be null
     * @param second its second argument; may be null
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <X> what the method may throw; nothing checked where it throws nothing
     * @throws X if the method is called at once and throws it
     * @throws IllegalStateException if the call can be neither kept nor safely made
     */
    <A extends @Nullable Object, B extends @Nullable Object, X extends Exception> void call(
            CallbackWithArguments<? super A, ? super B, X> method, A first, B second) throws X;

    /**
     * Calls {@code callback} after the current transaction has committed, unless a call with an equal key is already
     * pending in this transaction: then this one is ignored, and the first keeps its place.
     *
     * <p>'Reindex order 42' after thirty changes of it is one call. Keys die with the transaction, and are free again
     * where the call is made by {@link PendingCalls#callNow()}. Without a transaction, as in a call, nothing is
     * pending, so that each call is made at once; on rollback none is made. Thread, transaction and exceptions are
     * those of {@link #call(Callback)}.
     *
     * <pre>{@code
     * afterCommit.callOnce("stock", this::reorder); // once a transaction, however often it is asked for
     * }</pre>
     *
     * <p>What the key's own {@code equals} or {@code hashCode} throws reaches the caller; neither may wait for another
     * thread that calls in the same transaction. It rests on Jakarta Transactions 2.0, section 3.6.
     *
     * @param key compared with {@code equals}, not null; best a value such as a record or a string
     * @param callback what to call, not null
     * @param <X> what the callback may throw; nothing checked where it throws nothing
     * @throws X if the callback is called at once and throws it
     * @throws IllegalStateException if the callback can be neither kept nor safely called
     */
    <X extends Exception> void callOnce(Object key, Callback<X> callback) throws X;

    /**
     * Calls {@code method} once after the current transaction has committed, with a list of every element that was
     * given under an equal key: the first call keeps its place and its method, later ones add their element.
     *
     * <p>'Reindex these orders' after a change of three hundred is one call with three hundred ids. The list is in the
     * order of the calls, cannot be modified, and may hold an element more than once. Without a transaction the method
     * is called at once, with this element alone; on rollback it is not called. Where the call is made by
     * {@link PendingCalls#callNow()}, the key is free again, and a new list begins. A key of
     * {@link #callOnce(Object, Callback)} is another one, even if it is equal: both calls are made. Thread, transaction
     * and exceptions are those of {@link #call(Callback)}.
     *
     * <pre>{@code
     * afterCommit.callOnce("reindex", orderId, this::reindex); // once, with a list of every id given under the key
     * }</pre>
     *
     * <p>Elements are kept by reference, and those of one key must be of one type. What the key's own {@code equals} or
     * {@code hashCode} throws reaches the caller. It rests on Jakarta Transactions 2.0, section 3.6.
     *
     * @param key compared with {@code equals}, not null; best a value such as a record or a string
     * @param element what the list is to hold; may be null
     * @param method what to call with the list, not null
     * @param <E> the type of the elements
     * @param <X> what the method may throw; nothing checked where it throws nothing
     * @throws X if the method is called at once and throws it
     * @throws IllegalStateException if the call can be neither kept nor safely made
     */
    <E extends @Nullable Object, X extends Exception> void callOnce(Object key, E element,
            CallbackWithArgument<? super List<E>, X> method) throws X;

    /**
     * Returns this service with one difference: without a transaction a call fails with an
     * {@link IllegalStateException} instead of being made at once.
     *
     * <p>In a transaction, and when it rolls back, there is no difference. The exception reaches the caller in its
     * thread, and nothing was called. The view asks for the transaction at each call, not when it is returned: it may
     * be kept, and used by any number of threads.
     *
     * <pre>{@code
     * afterCommit.requireTransaction().call(this::capture, orderId); // IllegalStateException without a transaction
     * }</pre>
     *
     * <p>A transaction that has committed and made its calls counts as none. It rests on {@code getTransactionStatus}
     * of Jakarta Transactions 2.0, section 3.6.
     *
     * @return a view of this service, never null
     */
    AfterCommitService requireTransaction();

    /**
     * Returns the calls that the current transaction would make after its commit, for tests that roll back.
     *
     * <p>Without a transaction, and in one that has completed or can only roll back, there are none. Nothing is
     * registered, and nothing thrown.
     *
     * <pre>{@code
     * assertEquals(List.of("Mailer.sendWelcome(String)"), afterCommit.pending().names());
     * afterCommit.pending().callNow(); // within the transaction
     * }</pre>
     *
     * <p>It speaks of the transaction of this thread, whose calls any thread may have made. It rests on
     * {@code getTransactionKey} of Jakarta Transactions 2.0, section 3.6.
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
            extends
                Serializable {

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
