// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.transaction.Status;
import org.jspecify.annotations.Nullable;

/**
 * What users are told at run time. What concerns the placement of the annotation stands in {@link PlacementProblem}.
 */
final class Messages {

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");

    private static final int NAMES = 100;

    private Messages() {}

    static void started(boolean found, String methods, String registryPlace, String managerPlace) {
        String version = Messages.class.getPackage().getImplementationVersion();
        log(
                found ? INFO : WARNING,
                () -> Texts.message(
                                "CAC-001", version == null ? "" : ' ' + version, methods, registryPlace, managerPlace)
                        + (found ? "" : Texts.text("CAC-001.remedy")));
    }

    /** Asked once for each transaction: each time it costs a tenth of a call. */
    static boolean isDebugLogged() {
        return LOGGER.isLoggable(DEBUG);
    }

    static void queued(Callback<?> callback, boolean first, Object transaction) {
        debug(first ? "CAC-002" : "CAC-017", () -> values(DeferredCall.nameOf(callback), transaction));
    }

    static void atOnce(Callback<?> callback, int status) {
        debug("CAC-016", () -> values(DeferredCall.nameOf(callback), statusName(status)));
    }

    static void called(Callback<?> callback, @Nullable Object transaction) {
        debug("CAC-003", () -> values(DeferredCall.nameOf(callback), transaction));
    }

    static void dropped(List<? extends Callback<?>> calls, int outcome, @Nullable Object transaction) {
        switch (outcome) {
            case Status.STATUS_ROLLEDBACK ->
                debug("CAC-004", () -> values(count(calls), transaction, "has rolled back", names(calls)));
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK ->
                debug("CAC-004", () -> values(count(calls), transaction, "can only roll back", names(calls)));
            default ->
                log(
                        WARNING,
                        () -> Texts.message("CAC-005", count(calls), transaction, statusName(outcome), names(calls)));
        }
    }

    static void uncertain(List<? extends Callback<?>> calls, Throwable thrown, Object transaction) {
        String type = thrown.getClass().getName();
        log(WARNING, () -> Texts.message("CAC-006", count(calls), transaction, type, names(calls)), thrown);
    }

    static void stopped(List<? extends Callback<?>> calls) {
        log(WARNING, () -> lost(calls));
    }

    static String lost(List<? extends Callback<?>> calls) {
        return Texts.message("CAC-007", count(calls), names(calls));
    }

    static void failed(String name, Throwable failure, @Nullable Object transaction) {
        log(ERROR, () -> Texts.message("CAC-008", name, transaction), failure);
    }

    static void observerFailed(String name, Throwable failure) {
        log(ERROR, () -> Texts.message("CAC-009", name), failure);
    }

    static void notResumed(Throwable failure) {
        debug("CAC-010", () -> values(failure));
    }

    static void unexpected(Throwable failure) {
        log(ERROR, () -> Texts.message("CAC-011"), failure);
    }

    static void placeRefused(Class<?> type, String place, Throwable refusal) {
        debug("CAC-012", () -> values(type.getSimpleName(), place, refusal));
    }

    static void plainRefused(Throwable refusal) {
        debug("CAC-013", () -> values(refusal));
    }

    static void freshRequest() {
        debug("CAC-018", Messages::values);
    }

    static void noTransactionKey(Throwable failure) {
        log(DEBUG, () -> Texts.message("CAC-014"), failure);
    }

    static IllegalStateException noRegistry(Callback<?> callback, String places) {
        return new IllegalStateException(Texts.message("CAC-020", DeferredCall.nameOf(callback), places));
    }

    static IllegalStateException notQueued(Callback<?> callback, int status, @Nullable Exception refusal) {
        String refused = refusal == null ? "" : ", and the server refused with " + refusal;
        return new IllegalStateException(
                Texts.message("CAC-021", DeferredCall.nameOf(callback), statusName(status), refused), refusal);
    }

    static IllegalStateException transactionRequired(Callback<?> callback) {
        return new IllegalStateException(Texts.message("CAC-022", DeferredCall.nameOf(callback)));
    }

    static IllegalStateException transactionLeftOpen() {
        return new IllegalStateException(Texts.message("CAC-023"));
    }

    static <T> T required(T value, String name) {
        if (value == null) {
            throw new NullPointerException(Texts.message("CAC-024", name));
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

    private static void debug(String id, Supplier<@Nullable Object[]> values) {
        log(DEBUG, () -> Texts.message(id, values.get()));
    }

    private static void log(Level level, Supplier<String> message) {
        log(level, message, null);
    }

    /** A log handler that fails must not cost anybody a call. */
    private static void log(Level level, Supplier<String> message, @Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                LOGGER.log(level, message);
            } else {
                LOGGER.log(level, message, thrown);
            }
        } catch (Throwable failure) {
            System.err.println(Texts.message("CAC-015", failure.getClass().getName()));
        }
    }

    private static @Nullable Object[] values(@Nullable Object... values) {
        return values;
    }

    private static String count(List<? extends Callback<?>> calls) {
        return calls.size() == 1 ? "1 call was" : calls.size() + " calls were";
    }

    private static String names(List<? extends Callback<?>> calls) {
        String names = String.join(
                ", ", calls.stream().limit(NAMES).map(DeferredCall::nameOf).toList());
        return calls.size() <= NAMES ? names : names + " and " + (calls.size() - NAMES) + " more";
    }
}
