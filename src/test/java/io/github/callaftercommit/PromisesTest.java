// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page that leads from each promise to what holds it tells of nothing that is not there. */
class PromisesTest {

    private record Promise(String sentence, List<String> tests, List<String> mistakes, List<String> rows) {

        static Promise of(String line) {
            List<String> cells = Stream.of(line.split("[|]", -1)).map(String::strip).toList();
            return new Promise(cells.get(1),
                    Pattern.compile("`([^`]*)`").matcher(cells.get(2)).results().map(found -> found.group(1)).toList(),
                    parts(cells.get(3), ", "), parts(cells.get(4), " · "));
        }

        private static List<String> parts(String cell, String between) {
            return cell.isEmpty() ? List.of() : List.of(cell.split(between));
        }
    }

    private final List<Promise> promises = read(Path.of(".github", "PROMISES.md")).lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Promise ")).map(Promise::of).toList();

    private final String documentation = plain(Stream
            .concat(Stream.of(Path.of("README.md"), Path.of(".github", "LIMITS.md")),
                    files(Path.of("src", "main", "java", "io", "github", "callaftercommit")))
            .map(PromisesTest::read).collect(Collectors.joining("\n")));

    @TestFactory
    Stream<DynamicTest> eachIsMadeAndHeld() {
        return promises.stream().map(promise -> DynamicTest.dynamicTest(promise.sentence(), () -> {
            assertThat(documentation).contains(plain(promise.sentence()));
            assertThat(Stream.concat(promise.tests().stream(), promise.rows().stream())).isNotEmpty();
            assertThat(promise.tests()).allSatisfy(PromisesTest::assertExists);
            String mistakes = read(Path.of("src/test/java/io/github/callaftercommit/proof/Mistake.java"));
            assertThat(promise.mistakes()).allSatisfy(mistake -> assertThat(mistakes).contains(mistake + "("));
            List<String> rows = read(Path.of("src/servers/results/matrix.md")).lines()
                    .map(row -> row.split(" \\| ", 2)[0]).toList();
            assertThat(promise.rows()).allSatisfy(row -> assertThat(rows).contains("| " + row));
        }));
    }

    @Test
    void eachMistakeIsAgainstOne() {
        Stream<String> mistakes = Pattern.compile("(?m)^    ([A-Z_]+)\\(")
                .matcher(read(Path.of("src/test/java/io/github/callaftercommit/proof/Mistake.java"))).results()
                .map(found -> found.group(1));

        assertThat(promises.stream().flatMap(promise -> promise.mistakes().stream())).containsAll(mistakes.toList());
    }

    private static void assertExists(String test) throws IOException {
        String[] parts = test.split("#", -1);
        List<Path> found;
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            found = files.filter(file -> file.endsWith(parts[0] + ".java")).toList();
        }
        assertThat(found).as(test).hasSize(1);
        assertThat(read(found.get(0))).contains(' ' + parts[1]);
    }

    /** Without line breaks, the stars of comments and the emphasis of Markdown. */
    private static String plain(String text) {
        return Pattern.compile("(?m)^\\s*\\* ?|\\*|[{]@code ([^}]*)}|`").matcher(text)
                .replaceAll(PromisesTest::codeOrNothing).replaceAll("\\s+", " ");
    }

    private static String codeOrNothing(MatchResult found) {
        return found.group(1) == null ? "" : java.util.regex.Matcher.quoteReplacement(found.group(1));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
