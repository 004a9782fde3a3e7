// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.List;

import io.github.callaftercommit.bench.Figures.Metric;

/**
 * A way to have something called after a commit.
 *
 * @param benchmark which measures it
 */
record Way(String name, String benchmark) {

    static final Way CALL = new Way("call(Runnable)", "LibraryCalls.call");
    static final Way CALL_WITH_ARGUMENT = new Way("call(method, argument)", "LibraryCalls.callWithArgument");
    static final Way ANNOTATED = new Way("@CallAfterCommit", "LibraryCalls.annotated");
    static final Way BY_HAND = new Way("call(Runnable), UserTransaction", "LibraryCalls.callByHand");
    static final Way FLOOR = new Way("one synchronization, plain list", "Transactions.floor");
    static final Way RAW = new Way("one synchronization each", "Transactions.raw");
    static final Way REGISTERED = new Way("Spring registerSynchronization", "SpringEvents.registerSynchronization");
    static final Way LISTENER = new Way("Spring @TransactionalEventListener", "SpringEvents.transactionalEventListener");
    static final Way AFTER_SUCCESS = new Way("CDI AFTER_SUCCESS observer", "CdiEvents.afterSuccess");

    static final List<Way> ALL = List.of(CALL, CALL_WITH_ARGUMENT, ANNOTATED, BY_HAND, FLOOR, RAW, REGISTERED, LISTENER, AFTER_SUCCESS);

    /** Returns the time of one of n callbacks. */
    double nanos(Figures figures, int n) {
        return figures.perCallback(Metric.NANOS, benchmark, n);
    }

    /** Returns the bytes of one of n callbacks. */
    double bytes(Figures figures, int n) {
        return figures.perCallback(Metric.BYTES, benchmark, n);
    }
}
