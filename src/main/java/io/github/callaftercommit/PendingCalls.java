// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.List;

/**
 * The calls that the current transaction would make after its commit.
 *
 * <p>It lets a test that rolls back see what would be called, and call it:
 *
 * <pre>{@code
 * signUp.signUp("ada@example.org");
 * assertThat(afterCommit.pending().names()).containsExactly("Mailer.sendWelcome(long)");
 * afterCommit.pending().callNow();
 * assertThat(mails).hasSize(1);
 * }</pre>
 */
public interface PendingCalls {

    /**
     * Returns the names of the pending calls in the order in which they would be made: {@code Mailer.sendWelcome(long)}
     * for an annotated method, {@code Smtp.send(String)} for a method reference, {@code lambda in Orders.place} for a
     * lambda, the class for any other callback.
     *
     * @return an immutable snapshot, never null
     */
    List<String> names();

    /**
     * Makes the pending calls now, in order, each once, and those that they add, inside the current transaction. What
     * was called is no longer pending.
     *
     * <p>An exception of a call reaches the caller; the calls behind it remain pending.
     *
     * @throws Exception what a call throws
     */
    void callNow() throws Exception;
}
