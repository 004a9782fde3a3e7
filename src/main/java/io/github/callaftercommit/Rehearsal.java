// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.List;

/**
 * Uses once, while the application stops, what completes a transaction that is still under way. Servers close the class loader next, and Tomcat then refuses even classes of the JDK; a class that is
 * missing in beforeCompletion would roll the transaction back.
 */
final class Rehearsal {

    private Rehearsal() {
    }

    static void play(CallQueue queue, Completion completion) {
        Runnable call = new DeferredCall.WithArgument<>(argument -> { }, queue);
        completion.batch(call);
        new CallQueue.BehindOthers(queue);
        Messages.lost(List.of(call));
        DeferredCall.nameOf(Comparable.class.getMethods()[0]);
    }
}
