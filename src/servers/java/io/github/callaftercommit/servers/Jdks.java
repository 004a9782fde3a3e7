// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs of this machine: the one of this JVM, those that the environment names, and those where they usually are.
 */
final class Jdks {

    private static final Path RUNNING = Path.of(System.getProperty("java.home"));

    private Jdks() {}

    /** This JVM's own if it is new enough, otherwise the oldest that is. */
    static Optional<Path> atLeast(int feature) {
        return Runtime.version().feature() >= feature
                ? Optional.of(RUNNING)
                : all().filter(jdk -> feature(jdk) >= feature).min(Comparator.comparing(Jdks::feature));
    }

    private static Stream<Path> all() {
        Stream<Path> named = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(variable -> Path.of(variable.getValue()));
        Stream<Path> usual = Stream
                .of(Path.of("/usr/lib/jvm"), Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
                        Path.of(System.getProperty("user.home"), ".jdks"))
                .filter(Files::isDirectory).flatMap(Jdks::children);
        return Stream.concat(named, usual);
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty();
        }
    }

    /** The feature release that the JDK says it is, or 0. */
    static int feature(Path jdk) {
        Properties release = new Properties();
        try (var file = Files.newInputStream(jdk.resolve("release"))) {
            release.load(file);
            return Version.parse(release.getProperty("JAVA_VERSION").replace("\"", "")).feature();
        } catch (IOException | RuntimeException none) {
            return 0;
        }
    }
}
