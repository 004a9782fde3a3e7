// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.callaftercommit.bench.Figures.Metric;
import io.github.callaftercommit.bench.Way.Group;

/** The figures in the forms in which they are read: the table of the README, and JSON. */
final class Report {

    /** A way in the table of callbacks. */
    record Row(String title, Group group, Way way) {

        private Row(Group group, Way way) {
            this(way.title, group, way);
        }

        double nanos(Figures figures, int n) {
            return figures.perCallback(group, Metric.NANOS, way, n);
        }

        double bytes(Figures figures, int n) {
            return figures.perCallback(group, Metric.BYTES, way, n);
        }
    }

    static final List<Integer> SIZES = Group.CALLS.sizes.stream().filter(n -> n > 0).toList();

    static final List<Row> ROWS = List.of(new Row(Group.CALLS, Way.CALL),
            new Row(Group.METHODS, Way.CALL_WITH_ARGUMENT), new Row(Group.METHODS, Way.ANNOTATED),
            new Row(Group.OBSERVERS, Way.OBSERVER), new Row(Group.BY_HAND, Way.BY_HAND),
            new Row(Group.CALLS, Way.FLOOR), new Row(Group.CALLS, Way.RAW), new Row(Group.SPRING, Way.REGISTERED),
            new Row(Group.SPRING, Way.LISTENER), new Row(Group.CDI, Way.AFTER_SUCCESS),
            new Row(Way.CALL.title + ", outside a request", Group.OUTSIDE_REQUEST, Way.CALL),
            new Row(Way.AFTER_SUCCESS.title + ", outside a request", Group.OUTSIDE_REQUEST, Way.AFTER_SUCCESS));

    private final Figures figures;
    private final double keptBytes;
    private final List<Bounds.Bound> bounds;

    Report(Figures figures, double keptBytes, List<Bounds.Bound> bounds) {
        this.figures = figures;
        this.keptBytes = keptBytes;
        this.bounds = bounds;
    }

    Figures figures() {
        return figures;
    }

    /** Returns when, on what and with which command the figures were made. */
    String origin() {
        return String.format("%s, %s %s, %s %s, %d processors, `mvn -q -Pbench%s`", LocalDate.now(),
                System.getProperty("java.vm.name"), System.getProperty("java.version"), System.getProperty("os.name"),
                System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(),
                Boolean.getBoolean("quick") ? " -Dquick" : "");
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("Time in ns, and bytes allocated, for each of N callbacks in a transaction; the empty transaction "
                + "is subtracted.\n\n");
        text.append(row("", SIZES.stream().map(n -> "N = " + n).toList()));
        text.append(row(":--", SIZES.stream().map(n -> "--:").toList()));
        for (Row row : ROWS) {
            text.append(row(row.title(),
                    SIZES.stream().map(n -> cell(row.nanos(figures, n), row.bytes(figures, n))).toList()));
        }
        text.append("\n");
        text.append(row("The rest", List.of("")));
        text.append(row(":--", List.of("--:")));
        others().forEach((name, value) -> text.append(row(name, List.of(value))));
        text.append("\nThe rows above are from several JVMs, and no two of them compile the same code alike. What is "
                + "compared here took turns in one, a few transactions of each.\n\n");
        text.append(row("Bound", List.of("", "at most")));
        text.append(row(":--", List.of("--:", "--:")));
        bounds.forEach(
                bound -> text.append(row(bound.name(), List.of(decimal(bound.value()), decimal(bound.limit())))));
        return text.append("\n").append(origin()).append(".\n").toString();
    }

    private Map<String, String> others() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("empty transaction of Narayana", operation(Group.CALLS, Way.FLOOR, 0));
        others.put("@Transactional method with one call(Runnable)", operation(Group.SPRING, Way.CALL, 1));
        others.put("@Transactional method of Spring with one @TransactionalEventListener event",
                operation(Group.SPRING, Way.LISTENER, 1));
        Group.BOUNDARY.ways.forEach(way -> others.put(way.title, operation(Group.BOUNDARY, way, 1)));
        Group.WITHOUT_TRANSACTION.ways
                .forEach(way -> others.put(way.title, cell(loop(Metric.NANOS, way), loop(Metric.BYTES, way))));
        for (Way way : Group.MILLION.ways) {
            others.put("one of a million in a transaction: " + way.title,
                    cell(figures.perCallback(Group.MILLION, Metric.NANOS, way, Way.MILLION),
                            figures.perCallback(Group.MILLION, Metric.BYTES, way, Way.MILLION)));
        }
        others.put("kept until the commit by one of a million calls", String.format(Locale.ROOT, "%.0f B", keptBytes));
        others.put("commits of 2 threads, empty", String.format(Locale.ROOT, "%,.0f / s", figures.commitsPerSecond(0)));
        others.put("commits of 2 threads with one call(Runnable) each",
                String.format(Locale.ROOT, "%,.0f / s", figures.commitsPerSecond(1)));
        return others;
    }

    private String operation(Group group, Way way, int n) {
        return cell(figures.of(group, Metric.NANOS, way, n), figures.of(group, Metric.BYTES, way, n));
    }

    private double loop(Metric metric, Way way) {
        int n = Group.WITHOUT_TRANSACTION.sizes.get(0);
        return figures.of(Group.WITHOUT_TRANSACTION, metric, way, n) / n;
    }

    private static String cell(double nanos, double bytes) {
        return String.format(Locale.ROOT, nanos < 20 ? "%.1f ns, %.0f B" : "%.0f ns, %.0f B", nanos,
                Math.max(0, bytes));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String row(String name, List<String> cells) {
        return String.format("| %-78s | %s |%n", name,
                cells.stream().map(cell -> String.format("%16s", cell)).collect(Collectors.joining(" | ")));
    }

    String json() {
        return "{\n  \"origin\": " + quoted(origin()) + ",\n  \"perCallback\": [\n"
                + ROWS.stream()
                        .map(row -> "    {\"way\": " + quoted(row.title()) + SIZES.stream()
                                .map(n -> String.format(Locale.ROOT, ", \"ns%d\": %.1f, \"bytes%d\": %.0f", n,
                                        row.nanos(figures, n), n, row.bytes(figures, n)))
                                .collect(Collectors.joining()) + '}')
                        .collect(Collectors.joining(",\n"))
                + "\n  ],\n  \"others\": {\n"
                + others().entrySet().stream()
                        .map(other -> "    " + quoted(other.getKey()) + ": " + quoted(other.getValue()))
                        .collect(Collectors.joining(",\n"))
                + "\n  },\n  \"bounds\": [\n"
                + bounds.stream()
                        .map(bound -> String.format(Locale.ROOT,
                                "    {\"bound\": %s, \"value\": %.3f, \"atMost\": %.3f}", quoted(bound.name()),
                                bound.value(), bound.limit()))
                        .collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
