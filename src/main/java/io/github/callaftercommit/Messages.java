// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.function.Supplier;

import jakarta.transaction.Status;
import org.jspecify.annotations.Nullable;

/** Every message for users: what, where, the consequence, the reason and the remedy. What concerns the placement of the annotation stands in {@link Misplacement}. */
final class Messages {

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");

    private static final int NAMES = 100;

    private Messages() {
    }

    static void started(TransactionServices services, int methods) {
        String version = Messages.class.getPackage().getImplementationVersion();
        log(INFO, () -> "CAC-001: Call After Commit" + (version == null ? "" : ' ' + version) + " is ready: " + (methods < 0 ? "" : methods + (methods == 1 ? " annotated method, " : " annotated methods, ")) + "TransactionSynchronizationRegistry found: "
                + services.registryPlace() + ", TransactionManager found: " + services.managerPlace() + '.');
    }

    static void queued(Runnable callback) {
        if (LOGGER.isLoggable(DEBUG)) {
            log(DEBUG, () -> "CAC-002: " + DeferredCall.nameOf(callback) + " is queued and will be called after the commit.");
        }
    }

    static void called(Runnable callback) {
        if (LOGGER.isLoggable(DEBUG)) {
            log(DEBUG, () -> "CAC-003: " + DeferredCall.nameOf(callback) + " was called after the commit.");
        }
    }

    static void dropped(List<Runnable> callbacks, int outcome) {
        if (outcome == Status.STATUS_ROLLEDBACK || outcome == Status.STATUS_MARKED_ROLLBACK || outcome == Status.STATUS_ROLLING_BACK) {
            log(DEBUG, () -> "CAC-004: " + count(callbacks) + " dropped, because the transaction " + (outcome == Status.STATUS_ROLLEDBACK ? "has rolled back" : "can only roll back")
                    + ": " + names(callbacks));
        } else {
            log(WARNING, () -> "CAC-005: " + count(callbacks) + " dropped, because the transaction completed with the status " + statusName(outcome)
                    + ", which is not known to be a commit. Find out whether it committed, and make up for the calls if it did: " + names(callbacks));
        }
    }

    static void uncertain(List<Runnable> callbacks, Throwable thrownByCommit) {
        log(WARNING, () -> "CAC-006: " + count(callbacks) + " dropped, because the transaction manager reported a commit and then threw " + thrownByCommit.getClass().getName()
                + ", so that the commit is not certain. Find out whether it committed, and make up for the calls if it did: " + names(callbacks), thrownByCommit);
    }

    static void stopped(List<Runnable> callbacks) {
        log(WARNING, () -> lost(callbacks));
    }

    static String lost(List<Runnable> callbacks) {
        return "CAC-007: " + count(callbacks) + " lost, because the application was stopped before its transaction committed. The transaction has committed; make up for the calls: " + names(callbacks);
    }

    static void failed(String name, Throwable failure) {
        log(ERROR, () -> "CAC-008: " + name + " failed after the commit. The transaction has committed all the same, and the call is not made again; observe "
                + AfterCommitFailure.class.getSimpleName() + " to act on it.", failure);
    }

    static void observerFailed(String name, Throwable failure) {
        log(ERROR, () -> "CAC-009: An observer of " + AfterCommitFailure.class.getSimpleName() + " threw for " + name
                + ". Other observers may not have been told; let observers handle their own exceptions.", failure);
    }

    static void notResumed(Throwable failure) {
        log(DEBUG, () -> "CAC-010: The container could not resume the completed transaction after the calls. All were made; nothing is lost.", failure);
    }

    static void unexpected(Throwable failure) {
        log(ERROR, () -> "CAC-011: Calls may be lost, because completing their transaction failed unexpectedly. The transaction itself is not affected. Please report this.", failure);
    }

    static void placeRefused(Class<?> type, String place, Throwable refusal) {
        log(DEBUG, () -> "CAC-012: No " + type.getSimpleName() + " was found by " + place + ": " + refusal);
    }

    static void plainRefused(Throwable refusal) {
        log(DEBUG, () -> "CAC-013: A further synchronization was refused, which is how some servers are; calls are made without it: " + refusal);
    }

    static void noTransactionKey(Throwable failure) {
        log(DEBUG, () -> "CAC-014: The key of the transaction cannot be told; calls are made before the @Transactional method returns to its caller.", failure);
    }

    static IllegalStateException noRegistry(Runnable callback, TransactionServices services) {
        return new IllegalStateException("CAC-020: " + DeferredCall.nameOf(callback) + " is not called, because no TransactionSynchronizationRegistry was found (looked in: " + services.places()
                + "), so that nobody can tell whether there is a transaction. Run on a server with Jakarta Transactions, or provide a CDI bean of that type.");
    }

    static IllegalStateException notQueued(Runnable callback, int status, @Nullable RuntimeException refusal) {
        return new IllegalStateException("CAC-021: " + DeferredCall.nameOf(callback) + " is not called, because it cannot be queued: the status of the transaction is " + statusName(status)
                + (refusal == null ? "" : ", and the server refused with " + refusal) + ". Make the call before the transaction completes.", refusal);
    }

    static IllegalStateException transactionRequired(Runnable callback) {
        return new IllegalStateException("CAC-022: " + DeferredCall.nameOf(callback) + " is not called, because no transaction is active and the call requires one. Begin a transaction first"
                + " (@Transactional), or allow the call without one (withoutTransaction = CALL, or call(...) without requireTransaction()).");
    }

    static IllegalStateException transactionLeftOpen() {
        return new IllegalStateException("CAC-023: The callback began a transaction and returned without completing it. It was rolled back: what the callback did in it is undone."
                + " Commit it in the callback, or use @Transactional.");
    }

    static <T> T required(T value, String name) {
        if (value == null) {
            throw new NullPointerException("CAC-024: The " + name + " is null, so that there is nothing to call after the commit. Pass a " + name + " that is not null.");
        }
        return value;
    }

    static String statusName(int status) {
        return switch (status) {
            case Status.STATUS_ACTIVE -> "ACTIVE";
            case Status.STATUS_MARKED_ROLLBACK -> "MARKED_ROLLBACK";
            case Status.STATUS_PREPARED -> "PREPARED";
            case Status.STATUS_COMMITTED -> "COMMITTED";
            case Status.STATUS_ROLLEDBACK -> "ROLLEDBACK";
            case Status.STATUS_UNKNOWN -> "UNKNOWN";
            case Status.STATUS_NO_TRANSACTION -> "NO_TRANSACTION";
            case Status.STATUS_PREPARING -> "PREPARING";
            case Status.STATUS_COMMITTING -> "COMMITTING";
            case Status.STATUS_ROLLING_BACK -> "ROLLING_BACK";
            default -> String.valueOf(status);
        };
    }

    /** A log handler that fails must not cost anybody a call. */
    private static void log(System.Logger.Level level, Supplier<String> message, @Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                LOGGER.log(level, message);
            } else {
                LOGGER.log(level, message, thrown);
            }
        } catch (Throwable failure) {
            System.err.println("CAC-015: A message of Call After Commit could not be logged, because the log handler threw " + failure.getClass().getName() + '.');
        }
    }

    private static void log(System.Logger.Level level, Supplier<String> message) {
        log(level, message, null);
    }

    private static String count(List<Runnable> callbacks) {
        return callbacks.size() == 1 ? "1 call was" : callbacks.size() + " calls were";
    }

    private static String names(List<Runnable> callbacks) {
        String names = String.join(", ", callbacks.stream().limit(NAMES).map(DeferredCall::nameOf).toList());
        return callbacks.size() <= NAMES ? names : names + " and " + (callbacks.size() - NAMES) + " more";
    }
}
