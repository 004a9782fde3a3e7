// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

import io.github.callaftercommit.AfterCommitService.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What users are told at run time: what has a level is logged, what has none is thrown. What concerns the placement of
 * the annotation stands in {@link PlacementProblem}.
 */
enum Message {
    READY("CAC-001", INFO), NOT_READY("CAC-001", WARNING), QUEUED("CAC-002", DEBUG), CALLED("CAC-003", DEBUG),
    ROLLED_BACK("CAC-004", DEBUG), OUTCOME_UNKNOWN("CAC-005", WARNING), COMMIT_THREW("CAC-006", WARNING),
    APPLICATION_STOPPED("CAC-007", WARNING), CALL_FAILED("CAC-008", ERROR), OBSERVER_FAILED("CAC-009", ERROR),
    NOT_RESUMED("CAC-010", DEBUG), CALLED_NOW("CAC-027", DEBUG), NOT_STARTED("CAC-028", DEBUG),
    UNEXPECTED("CAC-011", ERROR), DESCRIPTOR_NOT_READ("CAC-127", WARNING), NOT_FOUND("CAC-012", DEBUG),
    READ_ONLY("CAC-026", WARNING), SYNCHRONIZATION_REFUSED("CAC-013", DEBUG), NO_TRANSACTION_KEY("CAC-014", DEBUG),
    CALLED_AT_ONCE("CAC-016", DEBUG), IGNORED("CAC-017", DEBUG), FRESH_REQUEST("CAC-018", DEBUG),
    COLLECTED("CAC-019", DEBUG), NO_REGISTRY("CAC-020"), NOT_QUEUED("CAC-021"), TRANSACTION_REQUIRED("CAC-022"),
    TRANSACTION_LEFT_OPEN("CAC-023"), REACTIVE_TRANSACTION("CAC-025");

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");

    private static final int NAMES = 100;
    private static final Properties TEXTS = new Properties();

    static {
        try (InputStream stream = Message.class.getResourceAsStream("messages.properties")) {
            TEXTS.load(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private final String id;
    private final @Nullable Level level;

    Message(String id) {
        this(id, null);
    }

    Message(String id, @Nullable Level level) {
        this.id = id;
        this.level = level;
    }

    /** Asked once for each transaction: each time it costs a tenth of a call. */
    static boolean isDebugLogged() {
        return LOGGER.isLoggable(DEBUG);
    }

    void log(@Nullable Object... values) {
        logThrown(null, values);
    }

    /** A log handler that fails must not cost anybody a call. */
    void logThrown(@Nullable Throwable thrown, @Nullable Object... values) {
        String text = id;
        try {
            if (LOGGER.isLoggable(level)) {
                text = composed(values);
                LOGGER.log(level, text, thrown);
            }
        } catch (Throwable failure) {
            System.err.println(message("CAC-015", failure.getClass().getName(), text));
        }
    }

    /** What concerns the placement of the annotation, and forbids nothing. */
    static void warn(String text) {
        LOGGER.log(WARNING, text);
    }

    /** Returns a whole message, which begins with its id. */
    static String message(String id, @Nullable Object... values) {
        return id + ": " + text(id, values);
    }

    static String text(String id, @Nullable Object... values) {
        return String.format(Locale.ROOT, TEXTS.getProperty(id, id), values);
    }

    IllegalStateException refusal(@Nullable Object... values) {
        return new IllegalStateException(composed(values));
    }

    static IllegalStateException notQueued(Callback<?> callback, int status, @Nullable Exception refused) {
        String reason = refused == null ? "" : text("CAC-021.refused", refused);
        return new IllegalStateException(NOT_QUEUED.composed(callback, statusName(status), reason), refused);
    }

    static <T> T required(T value, String name) {
        if (value == null) {
            throw new NullPointerException(message("CAC-024", name));
        }
        return value;
    }

    /** Servers close the class loader next, and Tomcat then refuses even classes of the JDK: they are used before. */
    static void prepareForTheEnd() {
        List<Callback<?>> calls = List.of(new DeferredCall.WithArgument<>(Message::count, List.of()));
        APPLICATION_STOPPED.composed(count(calls), null, null, calls);
        CallName.of(Comparable.class.getMethods()[0]);
    }

    static String statusName(int status) {
        return text("status." + status);
    }

    static String count(List<? extends Callback<?>> calls) {
        return calls.size() == 1 ? "1 call was" : calls.size() + " calls were";
    }

    /** Calls go by their names. */
    private String composed(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Callback<?> callback) {
                values[i] = DeferredCall.nameOf(callback);
            } else if (values[i] instanceof List<?> calls) {
                values[i] = names(calls);
            }
        }
        return message(id, values);
    }

    private static String names(List<?> calls) {
        String names = String.join(", ",
                calls.stream().limit(NAMES).map(call -> DeferredCall.nameOf((Callback<?>) call)).toList());
        return calls.size() <= NAMES ? names : names + " and " + (calls.size() - NAMES) + " more";
    }
}
