// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

import io.github.callaftercommit.bench.Figures.Iteration;
import io.github.callaftercommit.bench.Figures.Metric;
import io.github.callaftercommit.bench.Way.Group;

/** What must hold on any machine: bytes, and ratios of times that were measured in the same run. */
final class Bounds {

    /** A measured value and the largest that it may have. */
    record Bound(String name, double value, double limit) {

        boolean holds() {
            return value <= limit;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s is %.3f, and must be at most %.3f", name, value, limit);
        }
    }

    private Bounds() {}

    static List<Bound> of(Figures figures, double keptBytes) {
        return List.of(
                new Bound("call(Runnable) / one synchronization with a plain list, N >= 1000",
                        ratio(figures, Group.CALLS, Way.CALL, Way.FLOOR, 1000), 1.25),
                new Bound("call(Runnable) / one synchronization with a plain list, N >= 100",
                        ratio(figures, Group.CALLS, Way.CALL, Way.FLOOR, 100), 1.45),
                // the fewer there are, the more each bears of what the first one takes: two synchronizations, the
                // container's interceptors that suspend the transaction, and a look at how it has ended
                new Bound("call(Runnable) / one synchronization with a plain list, N >= 10",
                        ratio(figures, Group.CALLS, Way.CALL, Way.FLOOR, 10), 3),
                new Bound("call(Runnable) / one synchronization each, N >= 100",
                        ratio(figures, Group.CALLS, Way.CALL, Way.RAW, 100), 0.4),
                new Bound("@CallAfterCommit / an interceptor that does nothing, N >= 10",
                        ratio(figures, Group.METHODS, Way.ANNOTATED, Way.INTERCEPTED, 10), 2.6),
                new Bound("call(Runnable) / Spring @TransactionalEventListener, N >= 10",
                        ratio(figures, Group.SPRING, Way.CALL, Way.LISTENER, 10), 1 / 5.5),
                new Bound("@Transactional method with one call / Spring's with one event",
                        figures.of(Group.SPRING, i -> i.nanos(Way.CALL, 1) / i.nanos(Way.LISTENER, 1)), 1.3),
                // within a request the plain list itself is only five to nine times faster than the observer
                new Bound("call(Runnable) / CDI AFTER_SUCCESS observer, N >= 100",
                        ratio(figures, Group.CDI, Way.CALL, Way.AFTER_SUCCESS, 100), 1 / 4.0),
                // outside, each observer is given a request of its own, but all calls of a transaction are given one
                new Bound("call(Runnable) / CDI AFTER_SUCCESS observer, N >= 100, outside a request",
                        ratio(figures, Group.OUTSIDE_REQUEST, Way.CALL, Way.AFTER_SUCCESS, 100), 1 / 22.0),
                new Bound("call(Runnable) / CDI AFTER_SUCCESS observer, N >= 10, outside a request",
                        ratio(figures, Group.OUTSIDE_REQUEST, Way.CALL, Way.AFTER_SUCCESS, 10), 1 / 7.5),
                // within a request, CDI's own observer does little more than to be called
                new Bound("an annotated observer / CDI AFTER_SUCCESS observer, N >= 10",
                        ratio(figures, Group.OBSERVERS, Way.OBSERVER, Way.AFTER_SUCCESS, 10), 2.2),
                new Bound("an annotated observer / CDI AFTER_SUCCESS observer, N >= 10, outside a request",
                        ratio(figures, Group.OUTSIDE_REQUEST, Way.OBSERVER, Way.AFTER_SUCCESS, 10), 0.5),
                new Bound("an annotated observer / @CallAfterCommit, N >= 10",
                        ratio(figures, Group.OBSERVERS, Way.OBSERVER, Way.ANNOTATED, 10), 2.5),
                new Bound("the boundary where nobody calls / an interceptor that does nothing",
                        boundary(figures, i -> i.nanos(Way.INTERCEPTED, 1)), 1.7),
                // not the difference of the two inserts, which varies from one JVM to the next by more than the
                // boundary is
                new Bound("the boundary where nobody calls / a transaction with an H2 insert",
                        boundary(figures, i -> i.nanos(Way.INSERT, 1)), 0.04),
                new Bound("call(Runnable) among a million / among a thousand",
                        figures.of(Group.MILLION,
                                i -> i.nanosPerCallback(Way.CALL, Way.MILLION) / i.nanosPerCallback(Way.CALL, 1000)),
                        1),
                new Bound("call(Runnable) without a transaction / a status look-up",
                        figures.of(Group.WITHOUT_TRANSACTION,
                                i -> i.nanos(Way.CALL_AT_ONCE, 1000) / i.nanos(Way.STATUS, 1000)),
                        6),
                new Bound("bytes of a call(Runnable) beyond its callback, N >= 100",
                        bytes(figures, Group.CALLS, Way.CALL, 100), 32),
                new Bound("bytes of a call(method, argument), N >= 100",
                        bytes(figures, Group.METHODS, Way.CALL_WITH_ARGUMENT, 100), 56),
                new Bound("bytes of an annotated call, N >= 100", bytes(figures, Group.METHODS, Way.ANNOTATED, 100),
                        235),
                new Bound("bytes of the first call(Runnable) in a transaction",
                        figures.perCallback(Group.CALLS, Metric.BYTES, Way.CALL, 1), 1700),
                new Bound("bytes of the boundary where nobody calls",
                        figures.of(Group.BOUNDARY,
                                i -> i.of(Metric.BYTES, Way.EMPTY_WITH_LIBRARY, 1) - i.of(Metric.BYTES, Way.EMPTY, 1)),
                        250),
                new Bound("bytes that one of a million calls keeps", keptBytes, 10));
    }

    /** Returns how many times as long as another way one takes, at its worst from the given size on. */
    private static double ratio(Figures figures, Group group, Way way, Way other, int from) {
        return worst(from, n -> figures.of(group, i -> i.nanosPerCallback(way, n) / i.nanosPerCallback(other, n)));
    }

    private static double bytes(Figures figures, Group group, Way way, int from) {
        return worst(from, n -> figures.perCallback(group, Metric.BYTES, way, n));
    }

    /**
     * Returns what a {@code @Transactional} method pays for the library where nobody calls, as a part of something
     * else.
     */
    private static double boundary(Figures figures, ToDoubleFunction<Iteration> whole) {
        return figures.of(Group.BOUNDARY,
                i -> (i.nanos(Way.EMPTY_WITH_LIBRARY, 1) - i.nanos(Way.EMPTY, 1)) / whole.applyAsDouble(i));
    }

    private static double worst(int from, IntToDoubleFunction measure) {
        return Report.SIZES.stream().mapToInt(Integer::intValue).filter(n -> n >= from).mapToDouble(measure).max()
                .orElseThrow();
    }
}
