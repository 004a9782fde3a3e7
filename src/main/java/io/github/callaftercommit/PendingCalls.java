// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.List;

/**
 * The calls that the current transaction would make after its commit.
 *
 * <p>It lets a test that rolls back see what would be called, and call it:
 *
 * <pre>{@code
 * UserTransaction.userTransaction().begin();
 * signUp.signUp("ada@example.org");
 *
 * assertEquals(List.of("Mailer.sendWelcome(String)"), afterCommit.pending().names());
 * afterCommit.pending().callNow(); // within the transaction
 * }</pre>
 *
 * <p>It speaks of the transaction that was current when {@link AfterCommitService#pending()} returned it, and of calls
 * that are made later, too, whichever thread asks for their names. Once that transaction has completed or can only roll
 * back, no call is pending in it; while another one is current, or none, there is nothing to call by hand.
 */
public interface PendingCalls {

    /**
     * Returns the names of the pending calls in the order in which they would be made.
     *
     * <p>They are {@code Mailer.sendWelcome(String)} for an annotated method, {@code Transport.send(Message)} for a
     * method reference, {@code lambda in Orders.place} for a lambda, and the class for any other callback. No argument
     * is part of a name, and nobody's {@code toString()} is asked.
     *
     * @return an immutable snapshot, empty without a transaction; never null, nor is a name in it
     */
    List<String> names();

    /**
     * Makes the pending calls now, in order, each once, and those that they add, in this thread and inside the current
     * transaction.
     *
     * <p>What was called is no longer pending and will not be made after a commit. Without a transaction there is
     * nothing to call. If the transaction rolls back, so does what the calls have written in it.
     *
     * <p>An exception of a call reaches the caller, and {@link AfterCommitFailure} is not fired; the calls behind it
     * remain pending.
     *
     * <p><b>Limits.</b> After a commit calls start without a transaction: what depends on that is not seen by a test
     * that makes them here.
     *
     * @throws Exception what a call throws
     */
    void callNow() throws Exception;
}
