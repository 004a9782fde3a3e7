// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The README, and the page of the recipes that it leads to, say what is compiled and run: each block of Java is a
 * marked region of a source file, each command is one of the build's own.
 */
class ReadmeTest {

    private static final Pattern JAVA =
            Pattern.compile("(?:<!-- (\\S+)#(\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COORDINATES = Pattern.compile(
            "<groupId>io.github.callaftercommit</groupId>\\s*<artifactId>call-after-commit</artifactId>\\s*<version>(.*?)</version>");

    private final String readme = read(Path.of("README.md"));
    private final List<String> pages = List.of(readme, read(Path.of("src", "durable", "README.md")));

    @TestFactory
    Stream<DynamicTest> eachExampleIsCompiledAndRun() {
        assertThat(pages)
                .allSatisfy(page -> assertThat(JAVA.matcher(page).results()).isNotEmpty());
        return pages.stream()
                .flatMap(page -> JAVA.matcher(page).results())
                .map(example -> DynamicTest.dynamicTest(example.group(1) + '#' + example.group(2), () -> {
                    assertThat(example.group(1))
                            .as("the source of%n%s", example.group(3))
                            .isNotNull();
                    assertThat(example.group(3)).isEqualTo(region(Path.of("src", example.group(1)), example.group(2)));
                }));
    }

    @Test
    void eachCommandIsRunByTheBuild() {
        String build = read(Path.of(".ci", "run"));
        Stream<String> commands = pages.stream()
                .flatMap(page -> COMMANDS.matcher(page).results())
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s*#.*", ""))
                .filter(line -> !line.isEmpty());

        assertThat(commands).isNotEmpty().allSatisfy(command -> assertThat(build.lines())
                .contains(command));
    }

    @Test
    void theDependencyIsTheOneThatIsBuilt() {
        Matcher offered = COORDINATES.matcher(readme);
        Matcher built = COORDINATES.matcher(read(Path.of("pom.xml")));

        assertThat(offered.find()).isTrue();
        assertThat(built.find()).isTrue();
        assertThat(offered.group(1)).isEqualTo(built.group(1));
    }

    private static String region(Path source, String name) {
        Matcher region = Pattern.compile("// tag::" + name + "\\n(.*?)[ ]*// end::" + name, Pattern.DOTALL)
                .matcher(read(source));
        assertThat(region.find()).as("region %s of %s", name, source).isTrue();
        // the line break at the end would count as a line without indentation
        return region.group(1).stripTrailing().stripIndent() + '\n';
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
