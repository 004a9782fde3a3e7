// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

/**
 * The event that is fired when a call made after a commit has failed. The transaction has committed all the same, and
 * the call is not made again.
 *
 * <p>Every failure is logged at {@code ERROR} as well. Observers are called in the thread that committed, without a
 * transaction; an observer that throws is only logged. A call made at once, without a transaction, fires nothing: its
 * exception reaches the caller.
 *
 * <pre>{@code
 * void onFailure(@Observes AfterCommitFailure failure) {
 *     alerts.raise(failure.call() + " failed", failure.cause());
 * }
 * }</pre>
 *
 * @param call what was called: {@code Mailer.sendWelcome(long)} for an annotated method, {@code Smtp.send(String)} for
 *     a method reference, {@code lambda in Orders.place} for a lambda, the class for any other callback; never null
 * @param cause what it threw, never null
 */
public record AfterCommitFailure(String call, Throwable cause) {}
