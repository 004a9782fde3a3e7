// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The README, and the pages that it leads to, say what is compiled, run and measured: each block of Java is a source
 * file or a marked region of one, each command is one of the build's own, and figures and rows are those of a run.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of("");
    private static final Pattern JAVA = Pattern.compile("(?:<!-- ([^\\s#]+)(#\\S+)? -->\\n)?```java\\n(.*?)```",
            Pattern.DOTALL);
    private static final Pattern JAVADOC = Pattern.compile("<pre>\\{@code\\n(.*?)\\s*\\* }</pre>", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROFILE = Pattern.compile("mvn [^`\n]*-P(\\w+)");
    private static final Pattern MESSAGE = Pattern.compile("CAC-\\d+");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>(io.github.callaftercommit)</groupId>\\s*<artifactId>(call-after-commit)</artifactId>\\s*"
                    + "<version>(.*?)</version>");
    private static final Pattern COORDINATES = Pattern.compile("`([\\w.]+):([\\w-]+):([\\w.]+)`");
    private static final Pattern FIGURE = Pattern.compile("\\d+ ns(?: and \\d+ bytes)?");
    private static final Pattern PLATFORMS = Pattern.compile("one jar without dependencies: for ([^(]*) \\(");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| .* \\|$");

    private final List<String> pages = Stream
            .of("README.md", "src/durable/README.md", ".github/LIMITS.md", ".github/CHANGELOG.md")
            .map(page -> read(Path.of(page))).toList();

    private final String readme = pages.get(0);

    @TestFactory
    Stream<DynamicTest> eachExampleIsCompiledAndRun() {
        return examples().map(example -> DynamicTest.dynamicTest(source(example), () -> {
            assertThat(example.group(1)).as("the source of%n%s", example.group(3)).isNotNull();
            assertThat(example.group(3))
                    .isEqualTo(text(read(Path.of("src", example.group(1).split("/"))), example.group(2)));
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachExampleOfTheJavadocIsCompiledAndRun() throws IOException {
        String examples = code(files(Path.of("src", "test", "java", "com", "acme")).map(ReadmeTest::read));
        return files(Path.of("src", "main", "java", "io", "github", "callaftercommit"))
                .map(type -> DynamicTest.dynamicTest(type.getFileName().toString(),
                        () -> assertThat(find(JAVADOC, List.of(read(type)))
                                .map(example -> example.group(1).replaceAll("(?m)^\\s*\\* ?", "")))
                                .allSatisfy(example -> assertThat(examples).contains(code(Stream.of(example))))));
    }

    @Test
    void noExampleIsShownTwice() {
        assertThat(examples().map(ReadmeTest::source)).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void theReadmeIsShort() {
        assertThat(readme.lines()).hasSizeLessThanOrEqualTo(250);
    }

    @Test
    void eachCommandIsRunByTheBuild() {
        String build = read(Path.of(".ci", "run"));
        Stream<String> commands = find(COMMANDS, pages).flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s*#.*", "")).filter(line -> !line.isEmpty());

        assertThat(commands).isNotEmpty().allSatisfy(command -> assertThat(build.lines()).contains(command));
    }

    @Test
    void eachProfileThatIsNamedIsOneOfTheBuild() {
        String build = read(Path.of("pom.xml"));

        assertThat(find(PROFILE, pages).map(profile -> profile.group(1))).isNotEmpty()
                .allSatisfy(profile -> assertThat(build).contains("<id>" + profile + "</id>"));
    }

    @Test
    void eachDependencyIsOneOfTheBuild() {
        String build = read(Path.of("pom.xml"));
        List<MatchResult> offered = Stream.of(DEPENDENCY, COORDINATES).flatMap(pattern -> find(pattern, pages))
                .toList();

        assertThat(offered).hasSizeGreaterThan(1)
                .allSatisfy(dependency -> assertThat(build).contains("<groupId>" + dependency.group(1) + "</groupId>",
                        "<artifactId>" + dependency.group(2) + "</artifactId>",
                        "version>" + dependency.group(3) + "</"));
    }

    @Test
    void eachMessageThatIsNamedIsOneOfTheLibrary() {
        String messages = read(Path.of("src", "main", "resources", "io", "github", "callaftercommit", "internal",
                "messages.properties"));

        assertThat(find(MESSAGE, pages).map(MatchResult::group)).isNotEmpty()
                .allSatisfy(id -> assertThat(messages).contains(id + "="));
    }

    @Test
    void eachLinkLeadsToAFile() {
        assertThat(find(LINK, List.of(readme)).map(link -> link.group(1))).isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    @Test
    void eachFigureWasMeasured() {
        String figures = read(Path.of("src", "bench", "results", "figures.md"));
        String cost = readme.substring(readme.indexOf("## What it costs"), readme.indexOf("## Servers"));

        assertThat(find(FIGURE, List.of(cost)).map(figure -> figure.group().replace(" and", ",").replace("bytes", "B")))
                .isNotEmpty().allSatisfy(figure -> assertThat(figures).contains(figure));
    }

    @Test
    void theFirstScreenNamesThePlatformsOfTheMatrixAndNoOthers() {
        String matrix = read(Path.of("src", "servers", "results", "matrix.md"));
        String titles = matrix.substring(matrix.indexOf("| |") + 3, matrix.indexOf("|\n|---"));

        assertThat(PLATFORMS.matcher(readme).results().map(named -> named.group(1)).toList()).singleElement()
                .isEqualTo(Stream.concat(
                        Stream.of(titles.split("\\|"))
                                .map(title -> title.replaceAll("Reactive | Preview| Micro| [\\d.]+", "").strip()),
                        Stream.of("Weld SE")).distinct().collect(Collectors.joining(", ")));
    }

    @Test
    void whatTheReadmeShowsOfTheServersStandsInTheirMatrix() {
        String matrix = read(Path.of("src", "servers", "results", "matrix.md"));
        String shown = readme.substring(readme.indexOf("matrix of servers: begin"));

        assertThat(find(ROW, List.of(shown)).map(MatchResult::group)).hasSizeBetween(2, 11)
                .allSatisfy(row -> assertThat(matrix.lines()).contains(row));
    }

    private Stream<MatchResult> examples() {
        return find(JAVA, pages);
    }

    private static Stream<MatchResult> find(Pattern pattern, List<String> texts) {
        return texts.stream().flatMap(text -> pattern.matcher(text).results());
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    /** Without white space, which the formatter has its own mind about, and the marks of regions. */
    private static String code(Stream<String> texts) {
        return texts.flatMap(String::lines).filter(line -> !line.matches("\\s*// (tag|end)::.*"))
                .map(line -> line.replaceAll("\\s", "")).collect(Collectors.joining());
    }

    private static String source(MatchResult example) {
        return example.group(1) + (example.group(2) == null ? "" : example.group(2));
    }

    /** @param region the region, or null for the whole file, without its license and the marks of its regions */
    private static String text(String source, String region) {
        if (region == null) {
            return source.replaceAll("(?m)^\\s*// (SPDX|tag::|end::).*\\n", "");
        }
        String name = region.substring(1);
        Matcher marked = Pattern.compile("// tag::" + name + "\\n(.*?)[ ]*// end::" + name, Pattern.DOTALL)
                .matcher(source);
        assertThat(marked.find()).as("region %s", name).isTrue();
        // the line break at the end would count as a line without indentation
        return marked.group(1).stripTrailing().stripIndent() + '\n';
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
