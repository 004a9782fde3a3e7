// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Quarkus application, in JVM mode: Maven has built it with the jar, and nothing can be deployed to it. */
final class Quarkus extends ServerUnderTest {

    private final Path build = directory().resolve("quarkus");
    private String url;
    private int port;

    Quarkus() {
        super("quarkus");
    }

    /** What the builds of the application have logged, with the one that has to fail. */
    String buildLog() throws IOException {
        return Files.readString(build.resolve("build.log"));
    }

    @Override
    String title() {
        return "Quarkus " + System.getProperty("it.version");
    }

    @Override
    void configure(Database database) throws IOException {
        url = database.url();
        port = FreePorts.any();
    }

    @Override
    List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
