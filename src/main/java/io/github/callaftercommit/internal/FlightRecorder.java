// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import io.github.callaftercommit.AfterCommitService.Callback;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
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

    /** The flight recorder's event of one call. */
    @Name("io.github.callaftercommit.Call")
    @Label("Call After Commit")
    @Category("Call After Commit")
    @Description("A call that was to be made after a commit")
    @StackTrace(false)
    private static final class CallEvent extends Event {

        private static final CallEvent PROBE = new CallEvent();

        @Label("Call")
        @Nullable
        String call;

        @Label("Outcome")
        @Description("called, called at once, failed, or dropped with the outcome of the transaction")
        @Nullable
        String outcome;

        @Label("Waited")
        @Description("From the call to the start of the callback")
        @Timespan
        long waited;

        @Label("Transaction")
        @Nullable
        String transaction;

        static boolean isRecording() {
            return PROBE.isEnabled();
        }

        static CallEvent begun() {
            CallEvent event = new CallEvent();
            event.begin();
            event.waited = System.nanoTime();
            return event;
        }

        static void end(Object begun, Callback<?> callback, String outcome, @Nullable Object transaction) {
            CallEvent event = (CallEvent) begun;
            event.end();
            event.call = DeferredCall.nameOf(callback);
            event.outcome = outcome;
            event.waited = callback instanceof DeferredCall.Kept kept && kept.queuedAt() != 0
                    ? event.waited - kept.queuedAt()
                    : 0;
            event.transaction = String.valueOf(transaction);
            event.commit();
        }
    }
}
