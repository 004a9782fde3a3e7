// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.util.List;

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
        String implementation = Messages.class.getPackage().getImplementationVersion();
        String version = implementation == null ? "" : ' ' + implementation;
        String remedy = found ? "" : Texts.text("CAC-001.remedy");
        log(found ? INFO : WARNING, null, "CAC-001", version, methods, registryPlace, managerPlace, remedy);
    }

    /** Asked once for each transaction: each time it costs a tenth of a call. */
    static boolean isDebugLogged() {
        return LOGGER.isLoggable(DEBUG);
    }

    static void queued(Callback<?> callback, boolean first, Object transaction) {
        log(DEBUG, null, first ? "CAC-002" : "CAC-017", callback, transaction);
    }

    static void atOnce(Callback<?> callback, int status) {
        log(DEBUG, null, "CAC-016", callback, statusName(status));
    }

    static void called(Callback<?> callback, @Nullable Object transaction) {
        log(DEBUG, null, "CAC-003", callback, transaction);
    }

    static void dropped(List<? extends Callback<?>> calls, int outcome, @Nullable Object transaction) {
        switch (outcome) {
            case Status.STATUS_ROLLEDBACK, Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK ->
                log(DEBUG, null, "CAC-004", count(calls), transaction, Texts.text("CAC-004." + outcome), calls);
            default -> log(WARNING, null, "CAC-005", count(calls), transaction, statusName(outcome), calls);
        }
    }

    static void uncertain(List<? extends Callback<?>> calls, Throwable thrown, Object transaction) {
        log(WARNING, thrown, "CAC-006", count(calls), transaction, thrown.getClass().getName(), calls);
    }

    static void stopped(List<? extends Callback<?>> calls) {
        log(WARNING, null, "CAC-007", count(calls), calls);
    }

    /** Servers close the class loader next, and Tomcat then refuses even classes of the JDK: they are used before. */
    static void prepareForTheEnd() {
        List<Callback<?>> calls = List.of(new DeferredCall.WithArgument<>(Messages::stopped, List.of()));
        refusal(null, "CAC-007", count(calls), calls);
        CallName.of(Comparable.class.getMethods()[0]);
    }

    static void failed(String name, Throwable failure, @Nullable Object transaction) {
        log(ERROR, failure, "CAC-008", name, transaction);
    }

    static void observerFailed(String name, Throwable failure) {
        log(ERROR, failure, "CAC-009", name);
    }

    static void notResumed(Throwable failure) {
        log(DEBUG, null, "CAC-010", failure);
    }

    static void unexpected(Throwable failure) {
        log(ERROR, failure, "CAC-011");
    }

    static void placeRefused(Class<?> type, String place, Throwable refusal) {
        log(DEBUG, null, "CAC-012", type.getSimpleName(), place, refusal);
    }

    static void plainRefused(Throwable refusal) {
        log(DEBUG, null, "CAC-013", refusal);
    }

    static void noTransactionKey(Throwable failure) {
        log(DEBUG, failure, "CAC-014");
    }

    static void freshRequest() {
        log(DEBUG, null, "CAC-018");
    }

    static IllegalStateException noRegistry(Callback<?> callback, String places) {
        return refusal(null, "CAC-020", callback, places);
    }

    static IllegalStateException notQueued(Callback<?> callback, int status, @Nullable Exception refusal) {
        String refused = refusal == null ? "" : Texts.text("CAC-021.refused", refusal);
        return refusal(refusal, "CAC-021", callback, statusName(status), refused);
    }

    static IllegalStateException transactionRequired(Callback<?> callback) {
        return refusal(null, "CAC-022", callback);
    }

    static IllegalStateException transactionLeftOpen() {
        return refusal(null, "CAC-023");
    }

    static IllegalStateException reactive(Callback<?> callback) {
        return refusal(null, "CAC-025", callback);
    }

    static <T> T required(T value, String name) {
        if (value == null) {
            throw new NullPointerException(Texts.message("CAC-024", name));
        }
        return value;
    }

    static String statusName(int status) {
        return Texts.text("status." + status);
    }

    private static IllegalStateException refusal(@Nullable Exception cause, String id, @Nullable Object... values) {
        return new IllegalStateException(Texts.message(id, readable(values)), cause);
    }

    /** A log handler that fails must not cost anybody a call. */
    private static void log(Level level, @Nullable Throwable thrown, String id, @Nullable Object... values) {
        try {
            if (LOGGER.isLoggable(level)) {
                LOGGER.log(level, Texts.message(id, readable(values)), thrown);
            }
        } catch (Throwable failure) {
            System.err.println(Texts.message("CAC-015", failure.getClass().getName()));
        }
    }

    private static String count(List<? extends Callback<?>> calls) {
        return calls.size() == 1 ? "1 call was" : calls.size() + " calls were";
    }

    /** Calls go by their names. */
    private static @Nullable Object[] readable(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Callback<?> callback) {
                values[i] = DeferredCall.nameOf(callback);
            } else if (values[i] instanceof List<?> calls) {
                values[i] = names(calls);
            }
        }
        return values;
    }

    private static String names(List<?> calls) {
        String names = String.join(", ",
                calls.stream().limit(NAMES).map(call -> DeferredCall.nameOf((Callback<?>) call)).toList());
        return calls.size() <= NAMES ? names : names + " and " + (calls.size() - NAMES) + " more";
    }
}
