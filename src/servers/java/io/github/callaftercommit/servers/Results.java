// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of each scenario on the server of this run; written after each, so that a run that dies leaves what it
 * knows.
 */
final class Results {

    enum Outcome {
        NOTED, PASSED, NOT_APPLICABLE, FAILED
    }

    private record Result(Outcome outcome, String reason) {}

    private static final Map<String, Result> ROWS = new LinkedHashMap<>();

    private Results() {}

    /** Writes down a number instead of an outcome. */
    static void note(String row, String text) {
        add(Outcome.NOTED, row, text);
    }

    /** The worst outcome of a row is its outcome. */
    static synchronized void add(Outcome outcome, String row, String reason) {
        ROWS.merge(row, new Result(outcome, reason),
                (known, latest) -> latest.outcome().compareTo(known.outcome()) > 0 ? latest : known);
        StringBuilder lines = new StringBuilder(Platform.requested().folder()).append('\t')
                .append(Platform.requested().title()).append('\n');
        ROWS.forEach((name, result) -> lines.append(result.outcome()).append('\t').append(name).append('\t')
                .append(result.reason()).append('\n'));
        try {
            Path directory = Files.createDirectories(ServerUnderTest.directory().resolve("results"));
            Files.writeString(directory.resolve(Platform.requested().folder() + ".tsv"), lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
