// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.callaftercommit.bench.Figures.Metric;

/** The figures in the forms in which they are read: the table of the README, and JSON. */
final class Report {

    private final Figures figures;
    private final double keptBytes;

    Report(Figures figures, double keptBytes) {
        this.figures = figures;
        this.keptBytes = keptBytes;
    }

    Figures figures() {
        return figures;
    }

    /** Returns when, on what and with which command the figures were made. */
    String origin() {
        return String.format("%s, %s %s, %s %s, %d processors, `mvn -q -Pbench%s`", LocalDate.now(), System.getProperty("java.vm.name"), System.getProperty("java.version"),
                System.getProperty("os.name"), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
                Boolean.getBoolean("quick") ? " -Dquick" : "");
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("Processor time in ns, and bytes allocated, for each of N callbacks in a transaction; the empty transaction is subtracted.\n\n");
        text.append(row("", Measurements.SIZES.stream().map(n -> "N = " + n).toList()));
        text.append(row(":--", Measurements.SIZES.stream().map(n -> "--:").toList()));
        for (Way way : Way.ALL) {
            text.append(row(way.name(), Measurements.SIZES.stream().map(n -> cell(way.nanos(figures, n), way.bytes(figures, n))).toList()));
        }
        text.append("\n");
        text.append(row("The rest", List.of("")));
        text.append(row(":--", List.of("--:")));
        others().forEach((name, value) -> text.append(row(name, List.of(value))));
        return text.append("\n").append(origin()).append(".\n").toString();
    }

    private Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("empty transaction of Narayana", operation(Way.FLOOR.benchmark(), 0));
        others.put("empty @Transactional method", operation("Boundary.transactional", 0));
        others.put("empty @Transactional method with Call After Commit in the application", operation("Boundary.transactional", 1));
        others.put("@Transactional method with one call(Runnable)", operation(Way.CALL.benchmark(), 1));
        others.put("empty @Transactional method of Spring", operation(Way.LISTENER.benchmark(), 0));
        others.put("@Transactional method of Spring with one @TransactionalEventListener event", operation(Way.LISTENER.benchmark(), 1));
        others.put("@Transactional method with an H2 insert", operation("Boundary.insert", 0));
        others.put("@Transactional method with an H2 insert and Call After Commit in the application", operation("Boundary.insert", 1));
        others.put("method with an interceptor that does nothing", operation("CdiEvents.interceptedNothing", 1));
        others.put("call(Runnable) without a transaction", operation("LibraryCalls.callWithoutTransaction", 1));
        others.put("status look-up", operation("LibraryCalls.statusLookUp", 1));
        for (Way way : List.of(Way.CALL, Way.FLOOR, Way.RAW)) {
            others.put("one of a million in a transaction: " + way.name(), cell(way.nanos(figures, Measurements.MILLION), way.bytes(figures, Measurements.MILLION)));
        }
        others.put("kept until the commit by one of a million calls", String.format(Locale.ROOT, "%.0f B", keptBytes));
        others.put("commits of 2 threads, empty", String.format(Locale.ROOT, "%,.0f / s", figures.of(Metric.PER_SECOND, "LibraryCalls.twoThreads", 0)));
        others.put("commits of 2 threads with one call(Runnable) each", String.format(Locale.ROOT, "%,.0f / s", figures.of(Metric.PER_SECOND, "LibraryCalls.twoThreads", 1)));
        return others;
    }

    private String operation(String benchmark, int size) {
        return cell(figures.of(Metric.NANOS, benchmark, size), figures.of(Metric.BYTES, benchmark, size));
    }

    private static String cell(double nanos, double bytes) {
        return String.format(Locale.ROOT, nanos < 20 ? "%.1f ns, %.0f B" : "%.0f ns, %.0f B", nanos, Math.max(0, bytes));
    }

    private static String row(String name, List<String> cells) {
        return String.format("| %-55s | %s |%n", name, cells.stream().map(cell -> String.format("%16s", cell)).collect(Collectors.joining(" | ")));
    }

    String json(List<Bounds.Bound> bounds) {
        return "{\n  \"origin\": " + quoted(origin()) + ",\n  \"perCallback\": [\n"
                + Way.ALL.stream().map(way -> "    {\"way\": " + quoted(way.name()) + Measurements.SIZES.stream()
                        .map(n -> String.format(Locale.ROOT, ", \"ns%d\": %.1f, \"bytes%d\": %.0f", n, way.nanos(figures, n), n, way.bytes(figures, n))).collect(Collectors.joining()) + '}')
                        .collect(Collectors.joining(",\n"))
                + "\n  ],\n  \"others\": {\n"
                + others().entrySet().stream().map(other -> "    " + quoted(other.getKey()) + ": " + quoted(other.getValue())).collect(Collectors.joining(",\n"))
                + "\n  },\n  \"bounds\": [\n"
                + bounds.stream().map(bound -> String.format(Locale.ROOT, "    {\"bound\": %s, \"value\": %.3f, \"atMost\": %.3f}", quoted(bound.name()), bound.value(), bound.limit()))
                        .collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
