// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import io.github.callaftercommit.AfterCommitService.Callback;
import org.jspecify.annotations.Nullable;

/** Keeps {@code jdk.jfr} at arm's length: not every class loader of a server shows it. */
final class FlightRecorder {

    private static final boolean VISIBLE = isVisible();

    private FlightRecorder() {}

    static boolean isRecording() {
        return VISIBLE && CallEvent.isRecording();
    }

    /** @return the event of a call that starts now, or null when nothing is recorded */
    static @Nullable Object begin() {
        return isRecording() ? CallEvent.begun() : null;
    }

    static void end(@Nullable Object event, Callback<?> callback, String outcome, @Nullable Object transaction) {
        if (event != null) {
            CallEvent.end(event, callback, outcome, transaction);
        }
    }

    private static boolean isVisible() {
        try {
            Class.forName("jdk.jfr.Event", false, FlightRecorder.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError hidden) {
            return false;
        }
    }
}
