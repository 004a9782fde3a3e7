// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Joins the results of the servers to one table, a row for each scenario, and prints it; on request it writes the table
 * into its file, and renews the rows that the README shows of it.
 */
final class Matrix {

    /** Between the scenario and how it was driven, in the name of a result. */
    static final String BY = " | ";

    private static final Path FILE = Path.of("src", "servers", "results", "matrix.md");

    private final List<String> titles = new ArrayList<>();
    private final Map<String, Map<String, MatrixCell>> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private Matrix() {}

    /** @param arguments the directory of the servers, the directory of the project */
    public static void main(String... arguments) throws IOException {
        Matrix matrix = new Matrix();
        for (Platform platform : Platform.values()) {
            Path results = Path.of(arguments[0], "results", platform.folder() + ".tsv");
            if (Files.exists(results)) {
                matrix.read(results);
            }
        }
        String table = matrix.table(matrix.rows.keySet()) + '\n' + matrix.notes();
        Files.writeString(Path.of(arguments[0], "matrix.md"), table);
        System.out.println(table);
        if (Boolean.getBoolean("readme")) {
            Path project = Path.of(arguments[1]);
            Files.createDirectories(project.resolve(FILE).getParent());
            Files.writeString(project.resolve(FILE),
                    "# What was seen on which server\n\nWritten by `mvn verify -Pservers -Dreadme`.\n"
                            + "A number counts the ways of demarcation for which a row holds, of those that were "
                            + "tried.\n\n" + table);
            Comparison comparison = Comparison.of(Path.of(arguments[0]));
            renew(project.resolve("README.md"), "matrix of servers", matrix::table);
            renew(project.resolve("README.md"), "comparison", comparison::table);
            Files.writeString(project.resolve(FILE.resolveSibling("comparison.md")),
                    "# Three ways to do something after the commit\n\nWritten by `mvn verify -Pservers -Dreadme`: on "
                            + "how many platforms each did what stands in the row.\nWhere the machine has others to serve, "
                            + "as here, what was measured is as noisy as that.\n\n"
                            + comparison.table(comparison.rows()) + '\n' + comparison.failures());
        }
    }

    private void read(Path results) throws IOException {
        List<String> lines = Files.readAllLines(results);
        String title = lines.get(0).split("\t")[1];
        titles.add(title);
        cell("Run on", title).note(Files.getLastModifiedTime(results).toString().substring(0, 10));
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split("\t", 3);
            String[] name = parts[1].split(Pattern.quote(BY), 2);
            cell(name[0], title).add(parts[0], name.length == 1 ? "" : name[1], parts[2]);
        }
    }

    private MatrixCell cell(String row, String title) {
        return rows.computeIfAbsent(row, name -> new LinkedHashMap<>()).computeIfAbsent(title,
                name -> new MatrixCell());
    }

    private String table(Collection<String> names) {
        StringBuilder table = new StringBuilder("| | ").append(String.join(" | ", titles)).append(" |\n|---|")
                .append("---|".repeat(titles.size())).append('\n');
        for (String name : names) {
            Map<String, MatrixCell> cells = rows.get(name);
            if (cells == null) {
                throw new IllegalStateException("The README shows a row that the run has not written: " + name);
            }
            table.append("| ").append(name).append(" |");
            for (String title : titles) {
                MatrixCell cell = cells.get(title);
                table.append(' ').append(cell == null ? "" : cell.text(notes)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private String notes() {
        StringBuilder text = new StringBuilder();
        for (int number = 1; number <= notes.size(); number++) {
            text.append("- [%d] %s%n".formatted(number, notes.get(number - 1)));
        }
        return text.toString();
    }

    /** The author of the README says which rows it shows, the run what stands in them. */
    private static void renew(Path readme, String name, Function<List<String>, String> table) throws IOException {
        String text = Files.readString(readme);
        String beginning = "<!-- " + name + ": begin -->";
        int begin = text.indexOf(beginning) + beginning.length() + 1;
        int end = text.indexOf("<!-- " + name + ": end -->");
        if (end < begin) {
            throw new IllegalStateException(readme + " shows no rows of " + name);
        }
        List<String> shown = text.substring(begin, end).lines().skip(2)
                .map(row -> row.split(" \\| ", 2)[0].substring(2)).toList();
        Files.writeString(readme, text.substring(0, begin) + table.apply(shown) + text.substring(end));
    }
}
