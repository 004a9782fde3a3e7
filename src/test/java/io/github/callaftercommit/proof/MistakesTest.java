// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mistake, made in a copy of the library, makes the test fail that is named for it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MistakesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path LIBRARY = SOURCES.resolve("io/github/callaftercommit/internal");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void canStillBeMade(Mistake mistake) throws IOException {
        assertThat(source(mistake).split(java.util.regex.Pattern.quote(mistake.now), -1))
                .as("what %s changes stands once in %s", mistake, mistake.type).hasSize(2);
    }

    @Test
    @EnabledIfSystemProperty(named = "proof.rounds", matches = ".+", disabledReason = "only the long proof runs them")
    void whoseTestsPassWithoutThem() throws Exception {
        String[] tests = Arrays.stream(Mistake.values()).map(Mistake::test).distinct().toArray(String[]::new);

        assertThat(run(System.getProperty("java.class.path"), tests)).isEqualTo(NamedTest.PASSED);
    }

    @ParameterizedTest
    @EnumSource
    @EnabledIfSystemProperty(named = "proof.rounds", matches = ".+", disabledReason = "only the long proof makes them")
    void isNoticed(Mistake mistake) throws Exception {
        compile(mistake);

        String classPath = folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
        assertThat(run(classPath, mistake.test())).as("%s makes %s fail", mistake, mistake.test())
                .isEqualTo(NamedTest.FAILED);
    }

    private static String source(Mistake mistake) throws IOException {
        return Files.readString(LIBRARY.resolve(mistake.type + ".java"));
    }

    private void compile(Mistake mistake) throws IOException {
        Path changed = Files.createDirectories(folder.resolve("source")).resolve(mistake.type + ".java");
        Files.writeString(changed, source(mistake).replace(mistake.now, mistake.then));
        Stream<String> options = Stream.of("-proc:none", "-nowarn", "-parameters", "-cp",
                System.getProperty("java.class.path"), "-d",
                Files.createDirectories(folder.resolve("classes")).toString());
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Stream<Path> others = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.equals(LIBRARY.resolve(changed.getFileName())));
            List<String> sources = Stream.concat(others, Stream.of(changed)).map(Path::toString).toList();
            int result = ToolProvider.getSystemJavaCompiler().run(null, null, null,
                    Stream.concat(options, sources.stream()).toArray(String[]::new));
            assertThat(result).as("compiles").isZero();
        }
    }

    private int run(String classPath, String... tests) throws Exception {
        Path output = folder.resolve("output");
        Process process = ChildProcess.start(output, classPath, NamedTest.class,
                List.of("-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file")),
                tests);
        try {
            assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("ended").isTrue();
            System.out.print(Files.readString(output));
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
