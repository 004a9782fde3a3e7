// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.Objects;

/**
 * The event that is fired when a call made after a commit has failed. The transaction has committed all the same, and
 * the call is not made again.
 *
 * <p>Every failure is logged at {@code ERROR} as well. Observers are called in the thread that committed, without a
 * transaction, between the call that has failed and the next one. What an observer throws is only logged, and a
 * transaction that it leaves open is rolled back.
 *
 * <p><b>Without a transaction</b> a call is made at once and fires nothing: its exception reaches the caller. <b>On
 * rollback</b> no call is made, so that none can fail.
 *
 * <pre>{@code
 * void onFailure(@Observes AfterCommitFailure failure) {
 *     log.add(failure.call() + " has failed: " + failure.cause().getMessage()); // alert somebody
 * }
 * }</pre>
 *
 * <p><b>Limits.</b> The event is fired synchronously: observers with {@code @ObservesAsync} hear nothing. It holds
 * neither the arguments of the call nor the call itself, which cannot be made again.
 *
 * <p>It rests on Jakarta CDI 4.0, section 2.8 (events).
 *
 * @param call what was called: {@code Mailer.sendWelcome(String)} for an annotated method,
 *     {@code Transport.send(Message)} for a method reference, {@code lambda in Orders.place} for a lambda, the class
 *     for any other callback; never null
 * @param cause what it threw, never null
 */
public record AfterCommitFailure(String call, Throwable cause) {

    /**
     * Creates it, as a test may want to.
     *
     * @param call what was called, not null
     * @param cause what it threw, not null
     * @throws NullPointerException if the call or the cause is null
     */
    public AfterCommitFailure {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(cause, "cause");
    }
}
