// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

import io.github.callaftercommit.bench.Figures.Metric;

/** What must hold on any machine: bytes, and ratios of times that were measured in the same run. */
final class Bounds {

    /** A measured value and the largest that it may have. */
    record Bound(String name, double value, double limit) {

        boolean holds() {
            return value <= limit;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s is %.2f, and must be at most %.2f", name, value, limit);
        }
    }

    private Bounds() {
    }

    static List<Bound> of(Figures figures, double keptBytes) {
        double nothing = nanos(figures, "CdiEvents.interceptedNothing");
        double status = nanos(figures, "LibraryCalls.statusLookUp");
        double boundary = boundary(figures, Metric.NANOS);
        return List.of(
                // the status after each callback, which keeps a callback out of a transaction that the one before has left open, is a look-up that the list does without
                new Bound("call(Runnable) / a plain list and a status look-up, N >= 100", worst(100, n -> Way.CALL.nanos(figures, n) / (Way.FLOOR.nanos(figures, n) + status)), 1.2),
                new Bound("call(Runnable) / one synchronization with a plain list, N >= 100", worst(100, n -> figures.ratio(Way.CALL, Way.FLOOR, n)), 1.4),
                // ten calls share the status before the first of them, the queue, the batch, the boundary that makes it, and the question for a request
                new Bound("call(Runnable) / one synchronization with a plain list, N >= 10", worst(10, n -> figures.ratio(Way.CALL, Way.FLOOR, n)), 1.75),
                new Bound("call(Runnable) / one synchronization each, N >= 100", worst(100, Way.CALL, Way.RAW, figures), 0.4),
                new Bound("call(Runnable) / Spring @TransactionalEventListener, N >= 10", worst(10, Way.CALL, Way.LISTENER, figures), 1 / 8.0),
                // within a request the plain list itself is only four to nine times faster than the observer
                new Bound("call(Runnable) / CDI AFTER_SUCCESS observer, N >= 100", worst(100, Way.CALL, Way.AFTER_SUCCESS, figures), 1 / 4.0),
                // outside, each observer is given a request of its own, but all calls of a transaction are given one
                new Bound("call(Runnable) / CDI AFTER_SUCCESS observer, N >= 100, outside a request", worst(100, Way.CALL_OUTSIDE_REQUEST, Way.AFTER_SUCCESS_OUTSIDE_REQUEST, figures), 1 / 20.0),
                new Bound("call(Runnable) / CDI AFTER_SUCCESS observer, N >= 10, outside a request", worst(10, Way.CALL_OUTSIDE_REQUEST, Way.AFTER_SUCCESS_OUTSIDE_REQUEST, figures), 1 / 10.0),
                new Bound("@CallAfterCommit / an interceptor that does nothing, N >= 100", worst(100, n -> Way.ANNOTATED.nanos(figures, n)) / nothing, 2),
                new Bound("@CallAfterCommit / an interceptor that does nothing, N >= 10", worst(10, n -> Way.ANNOTATED.nanos(figures, n)) / nothing, 2.75),
                new Bound("@Transactional method with one call / Spring's with one event", nanos(figures, Way.CALL.benchmark()) / nanos(figures, Way.LISTENER.benchmark()), 1),
                new Bound("the boundary where nobody calls / an interceptor that does nothing", boundary / nothing, 2),
                // not the difference of two transactions with an insert, which is noise
                new Bound("the boundary where nobody calls / a transaction with an H2 insert", boundary / figures.of(Metric.NANOS, "Boundary.insert", 0), 0.03),
                new Bound("call(Runnable) among a million / among a thousand", Way.CALL.nanos(figures, Measurements.MILLION) / Way.CALL.nanos(figures, 1000), 1.5),
                new Bound("call(Runnable) without a transaction / a status look-up", nanos(figures, "LibraryCalls.callWithoutTransaction") / status, 2),
                new Bound("bytes of a call(Runnable) beyond its callback, N >= 100", worst(100, n -> Way.CALL.bytes(figures, n)), 25),
                new Bound("bytes of a call(method, argument), N >= 100", worst(100, n -> Way.CALL_WITH_ARGUMENT.bytes(figures, n)), 50),
                new Bound("bytes of an annotated call, N >= 100", worst(100, n -> Way.ANNOTATED.bytes(figures, n)), 200),
                new Bound("bytes of the first call(Runnable) in a transaction", Way.CALL.bytes(figures, 1), 750),
                new Bound("bytes of the boundary where nobody calls", boundary(figures, Metric.BYTES), 250),
                new Bound("bytes that one of a million calls keeps", keptBytes, 10));
    }

    /** Returns what a {@code @Transactional} method pays for the library where nobody calls. */
    private static double boundary(Figures figures, Metric metric) {
        return figures.perCallback(metric, "Boundary.transactional", 1);
    }

    static String table(List<Bound> bounds) {
        StringBuilder table = new StringBuilder();
        bounds.forEach(bound -> table.append(String.format(Locale.ROOT, "%-70s %8.2f   at most %6.2f%s%n", bound.name(), bound.value(), bound.limit(), bound.holds() ? "" : "   BROKEN")));
        return table.toString();
    }

    private static double nanos(Figures figures, String benchmark) {
        return figures.of(Metric.NANOS, benchmark);
    }

    private static double worst(int from, Way ours, Way theirs, Figures figures) {
        return worst(from, n -> ours.nanos(figures, n) / theirs.nanos(figures, n));
    }

    private static double worst(int from, IntToDoubleFunction measure) {
        return Measurements.SIZES.stream().mapToInt(Integer::intValue).filter(n -> n >= from).mapToDouble(measure).max().orElseThrow();
    }
}
