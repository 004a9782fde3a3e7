// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Quarkus application, in JVM mode: Maven has built it with the jar, and nothing can be deployed to it. */
final class Quarkus extends ServerUnderTest {

    private final Path build = directory().resolve(platform.folder());
    private String url;
    private int port;

    Quarkus(Platform platform) {
        super(platform);
    }

    /** Installs the jar, and builds the application with a class that has to be refused, and without it. */
    @Override
    void prepare() throws Exception {
        Folders.delete(build);
        Folders.copy(Path.of("src", "servers", "quarkus"), build);
        Maven.run(
                true,
                Path.of("").toAbsolutePath(),
                "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file",
                "-Dfile=" + Archive.library(),
                "-DpomFile=" + Path.of("pom.xml").toAbsolutePath());
        Files.writeString(build.resolve("misplaced.log"), build(false, "-Pmisplaced"));
        build(true);
    }

    private String build(boolean succeeds, String... options) throws IOException, InterruptedException {
        return Maven.run(
                succeeds,
                build,
                Stream.concat(
                                Stream.of(
                                        "package",
                                        "-Dit.version=" + System.getProperty("it.library"),
                                        "-Dit.quarkus=" + platform.version()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    /** What the build with the class that has to be refused has logged. */
    String buildLog() throws IOException {
        return Files.readString(build.resolve("misplaced.log"));
    }

    @Override
    void configure(Database database) throws IOException {
        url = database.url();
        port = FreePorts.any();
    }

    @Override
    List<String> command() {
        return List.of(
                Path.of(jdk().toString(), "bin", "java").toString(),
                "-Xmx512m",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.jdbc.url=" + url,
                "-Dquarkus.datasource.wide.jdbc.url=" + url,
                "-jar",
                build.resolve("target/quarkus-app/quarkus-run.jar").toString());
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    String readyMark() {
        return "Listening on";
    }

    @Override
    int httpPort() {
        return port;
    }

    @Override
    void deploy(Path archive) {
        // the application is part of it
    }

    @Override
    Path dropFolder() {
        throw new UnsupportedOperationException();
    }

    @Override
    boolean isDeployed(String archive, String logSinceDrop) {
        throw new UnsupportedOperationException();
    }

    @Override
    boolean isRefused(String archive, String logSinceDrop) {
        throw new UnsupportedOperationException();
    }

    @Override
    boolean isUndeployed(String archive, String logSinceRemoval) {
        throw new UnsupportedOperationException();
    }
}
