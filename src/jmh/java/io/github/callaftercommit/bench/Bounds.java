// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.ArrayList;
import java.util.Collections;
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
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("call(Runnable) / the floor, N >= 10", worst(10, n -> Way.CALL.nanos(figures, n) / Way.FLOOR.nanos(figures, n)), 1.25));
        bounds.add(new Bound("call(Runnable) / a synchronization each, N >= 100", worst(100, n -> Way.CALL.nanos(figures, n) / Way.RAW.nanos(figures, n)), 0.4));
        bounds.add(new Bound("one call in a @Transactional method / one event in Spring's", nanos(figures, Way.CALL.benchmark()) / nanos(figures, Way.LISTENER.benchmark()), 1));
        bounds.add(new Bound("bytes of a call(Runnable) beyond its callback, N >= 100", worst(100, n -> Way.CALL.bytes(figures, n)), 40));
        bounds.add(new Bound("@CallAfterCommit / an interceptor that does nothing, N >= 10", worst(10, n -> Way.ANNOTATED.nanos(figures, n)) / nanos(figures, "CdiEvents.interceptedNothing"), 2));
        bounds.add(new Bound("call(Runnable) / Spring @TransactionalEventListener, N >= 10", worst(10, n -> Way.CALL.nanos(figures, n) / Way.LISTENER.nanos(figures, n)), 1 / 8.0));
        bounds.add(new Bound("call(Runnable) / CDI observer, AFTER_SUCCESS, N >= 10", worst(10, n -> Way.CALL.nanos(figures, n) / Way.AFTER_SUCCESS.nanos(figures, n)), 1 / 20.0));
        double boundary = boundary(figures);
        bounds.add(new Bound("the boundary where nobody calls / an interceptor that does nothing", boundary / nanos(figures, "CdiEvents.interceptedNothing"), 2));
        bounds.add(new Bound("the boundary where nobody calls / a transaction with an H2 insert", boundary / nanos(figures, "CdiEvents.insert"), 0.03));
        bounds.add(new Bound("a call among a million / among a thousand", Way.CALL.nanos(figures, Measurements.MILLION) / Way.CALL.nanos(figures, 1000), 1.5));
        bounds.add(new Bound("bytes that a call among a million keeps", keptBytes, 30));
        bounds.add(new Bound("call(Runnable) without a transaction / a status look-up", nanos(figures, "LibraryCalls.callWithoutTransaction") / nanos(figures, "LibraryCalls.statusLookUp"), 2));
        return Collections.unmodifiableList(bounds);
    }

    /** Returns what a {@code @Transactional} method pays for the library where nobody calls. */
    static double boundary(Figures figures) {
        return nanos(figures, "LibraryCalls.transactional") - nanos(figures, "CdiEvents.transactional");
    }

    static String table(List<Bound> bounds) {
        StringBuilder table = new StringBuilder();
        bounds.forEach(bound -> table.append(String.format(Locale.ROOT, "%-70s %8.2f   at most %6.2f%s%n", bound.name(), bound.value(), bound.limit(), bound.holds() ? "" : "   BROKEN")));
        return table.toString();
    }

    private static double nanos(Figures figures, String benchmark) {
        return figures.of(Metric.NANOS, benchmark);
    }

    private static double worst(int from, IntToDoubleFunction measure) {
        return Measurements.SIZES.stream().mapToInt(Integer::intValue).filter(n -> n >= from).mapToDouble(measure).max().orElseThrow();
    }
}
