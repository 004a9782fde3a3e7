// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures everything in one run, prints one table, and compares it with the {@link Bounds}. */
public final class Bench {

    private static final Path WRITTEN = Path.of("target", "jmh");
    private static final Path PUBLISHED = Path.of("src", "bench", "results");

    private Bench() {}

    public static void main(String... arguments) throws Exception {
        Figures figures = Measurements.run(Boolean.getBoolean("quick") ? 1 : 5);
        double keptBytes = Kept.perCall();
        List<Bounds.Bound> bounds = Bounds.of(figures, keptBytes);
        Report report = new Report(figures, keptBytes, bounds);
        System.out.println(report.markdown());
        write(WRITTEN, report);
        if (Boolean.getBoolean("publish")) {
            write(PUBLISHED, report);
        }
        List<Bounds.Bound> broken = bounds.stream().filter(bound -> !bound.holds()).toList();
        broken.forEach(bound -> System.out.println("BROKEN: " + bound));
        System.exit(Boolean.getBoolean("check") && !broken.isEmpty() ? 1 : 0);
    }

    private static void write(Path directory, Report report) throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("figures.md"), report.markdown());
        Files.writeString(directory.resolve("figures.json"), report.json());
        Files.writeString(directory.resolve("figures.svg"), Picture.of(report));
    }
}
