// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.callaftercommit.servers.app.Later.Way;

/** On how many platforms each way to do something after the commit has done it. */
final class Comparison {

    private static final List<String> NOTED = new ArrayList<>();

    private final Map<String, Map<String, List<String>>> rows = new LinkedHashMap<>();
    private final Map<String, List<String>> failures = new LinkedHashMap<>();

    /** Called where it is seen. */
    static synchronized void note(String row, String way, String seen) {
        NOTED.add(row + '\t' + way + '\t' + seen);
        try {
            Path folder = Files.createDirectories(folder(ServerUnderTest.directory()));
            Files.write(folder.resolve(Platform.requested().folder() + ".tsv"), NOTED);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Path folder(Path servers) {
        return servers.resolve("comparison");
    }

    /** Joins what all the platforms have seen; of those that have not run it tells nothing. */
    static Comparison of(Path servers) throws IOException {
        Comparison comparison = new Comparison();
        for (Platform platform : Platform.values()) {
            Path noted = folder(servers).resolve(platform.folder() + ".tsv");
            for (String line : Files.exists(noted) ? Files.readAllLines(noted) : List.<String>of()) {
                String[] parts = line.split("\t");
                comparison.add(platform, parts[0], parts[1], parts[2]);
            }
        }
        return comparison;
    }

    private void add(Platform platform, String row, String way, String seen) {
        rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).computeIfAbsent(way, name -> new ArrayList<>())
                .add(seen);
        if (seen.equals("false")) {
            failures.computeIfAbsent(row + ", " + way, name -> new ArrayList<>()).add(platform.title());
        }
    }

    /** What was measured comes last. */
    List<String> rows() {
        return rows.keySet().stream().sorted(Comparator.comparing(row -> row.contains("by hand ="))).toList();
    }

    String table(List<String> shown) {
        StringBuilder table = new StringBuilder("| On how many platforms | Call After Commit | "
                + "`@Observes(during = ...)` | a synchronization by hand |\n|---|---|---|---|\n");
        for (String row : shown) {
            Map<String, List<String>> seen = rows.getOrDefault(row, Map.of());
            table.append("| ").append(row).append(" |");
            for (Way way : Way.values()) {
                table.append(' ').append(cell(seen.getOrDefault(way.name(), List.of()))).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String cell(List<String> seen) {
        if (seen.isEmpty()) {
            return "";
        }
        List<String> numbers = seen.stream().filter(value -> value.contains(".")).toList();
        return numbers.isEmpty()
                ? Collections.frequency(seen, "true") + " of " + seen.size()
                : Collections.min(numbers) + " to " + Collections.max(numbers);
    }

    String failures() {
        StringBuilder text = new StringBuilder();
        failures.forEach((what, platforms) -> text.append("- not: ").append(what).append(": ")
                .append(String.join(", ", platforms)).append('\n'));
        return text.toString();
    }
}
