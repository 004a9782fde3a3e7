// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins the results of the servers to one table, prints it, and on request writes it into the README. */
final class Matrix {

    private static final List<String> SERVERS =
            List.of("wildfly", "payara", "glassfish", "liberty", "tomee", "quarkus");
    private static final String BEGIN = "<!-- matrix of servers: begin -->";
    private static final String END = "<!-- matrix of servers: end -->";

    private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    private final List<String> titles = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    private Matrix() {}

    /** @param arguments the directory of the servers, the directory of the project */
    public static void main(String... arguments) throws IOException {
        Matrix matrix = new Matrix();
        for (String server : SERVERS) {
            Path results = Path.of(arguments[0], "results", server + ".tsv");
            if (Files.exists(results)) {
                matrix.read(Files.readAllLines(results));
            }
        }
        String table = matrix.table();
        Files.writeString(Path.of(arguments[0], "matrix.md"), table);
        System.out.println(table);
        if (System.getProperty("readme") != null) {
            writeInto(Path.of(arguments[1], "README.md"), table);
        }
    }

    private void read(List<String> lines) {
        String title = lines.get(0).split("\t")[1];
        titles.add(title);
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split("\t", 3);
            cells.computeIfAbsent(parts[1], row -> new LinkedHashMap<>()).put(title, cell(parts[0], parts[2]));
        }
    }

    private String cell(String outcome, String reason) {
        return switch (outcome) {
            case "PASSED" -> "yes";
            case "FAILED" -> "**no**";
            case "NOTED" -> reason;
            default -> "n/a " + note(reason);
        };
    }

    private String note(String reason) {
        reasons.add(reason);
        return "[" + (List.copyOf(reasons).indexOf(reason) + 1) + "]";
    }

    private String table() {
        StringBuilder table = new StringBuilder("| |")
                .append(String.join("|", titles))
                .append("|\n|---|")
                .append("---|".repeat(titles.size()))
                .append('\n');
        cells.forEach((row, outcomes) -> {
            table.append("| ").append(row).append(" |");
            titles.forEach(title ->
                    table.append(' ').append(outcomes.getOrDefault(title, "")).append(" |"));
            table.append('\n');
        });
        int number = 0;
        for (String reason : reasons) {
            table.append(number == 0 ? "\n- [" : "- [")
                    .append(++number)
                    .append("] ")
                    .append(reason)
                    .append('\n');
        }
        return table.toString();
    }

    private static void writeInto(Path readme, String table) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " lacks the lines " + BEGIN + " and " + END);
        }
        Files.writeString(readme, text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end));
    }
}
