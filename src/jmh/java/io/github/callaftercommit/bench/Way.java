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
    static final Way CALL_OUTSIDE_REQUEST = CALL.outsideRequest();
    static final Way AFTER_SUCCESS_OUTSIDE_REQUEST = AFTER_SUCCESS.outsideRequest();

    static final List<Way> ALL = List.of(CALL, CALL_WITH_ARGUMENT, ANNOTATED, BY_HAND, FLOOR, RAW, REGISTERED, LISTENER, AFTER_SUCCESS, CALL_OUTSIDE_REQUEST, AFTER_SUCCESS_OUTSIDE_REQUEST);

    private static final String OUTSIDE_REQUEST = ", outside a request";

    /** Returns the key of the benchmark among the figures. */
    static String key(String benchmark, boolean inRequest) {
        return inRequest ? benchmark : benchmark + OUTSIDE_REQUEST;
    }

    boolean inRequest() {
        return !benchmark.endsWith(OUTSIDE_REQUEST);
    }

    private Way outsideRequest() {
        return new Way(name + OUTSIDE_REQUEST, key(benchmark, false));
    }

    /** Returns the time of one of n callbacks. */
    double nanos(Figures figures, int n) {
        return figures.perCallback(Metric.NANOS, benchmark, n);
    }

    /** Returns the bytes of one of n callbacks. */
    double bytes(Figures figures, int n) {
        return figures.perCallback(Metric.BYTES, benchmark, n);
    }
}
