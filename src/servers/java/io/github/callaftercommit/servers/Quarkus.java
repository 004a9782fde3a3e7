// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Quarkus application, in JVM mode: Maven has built it with the jar, and nothing can be deployed to it. */
class Quarkus extends ServerUnderTest {

    private final Path build;
    private List<String> dataSources = List.of();
    private int port;

    Quarkus(Platform platform) {
        this(platform, "");
    }

    Quarkus(Platform platform, String variant) {
        super(platform, variant);
        build = directory().resolve(platform.folder() + variant);
    }

    /** Of the newest version not everything is in every repository. */
    boolean hasRestClient() {
        return !platform.version().equals("3.37.4");
    }

    /** Builds the application with classes that have to be refused, and without them. */
    @Override
    void prepare() throws Exception {
        installLibrary();
        Files.writeString(build.resolve("misplaced.log"), build(false, "blocking,misplaced"));
        build(true, hasRestClient() ? "blocking,client" : "blocking");
    }

    void installLibrary() throws Exception {
        Folders.delete(build);
        Folders.copy(Path.of("src", "servers", "quarkus"), build);
        Maven.run(true, Path.of("").toAbsolutePath(),
                "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file", "-Dfile=" + Archive.library(),
                "-DpomFile=" + Path.of("pom.xml").toAbsolutePath());
    }

    String build(boolean succeeds, String profiles) throws IOException, InterruptedException {
        return Maven.run(succeeds, build, "package", "-P" + profiles,
                "-Dit.version=" + System.getProperty("it.library"), "-Dit.quarkus=" + platform.version());
    }

    /** What the build with the class that has to be refused has logged. */
    String buildLog() throws IOException {
        return Files.readString(build.resolve("misplaced.log"));
    }

    @Override
    void configure(Database database) throws IOException {
        dataSources = dataSources(database);
        port = FreePorts.any();
    }

    /** The options that tell where the databases are. */
    List<String> dataSources(Database database) throws IOException {
        return List.of("-Dquarkus.datasource.jdbc.url=" + database.url(),
                "-Dquarkus.datasource.wide.jdbc.url=" + database.url());
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(dataSources);
        command.add(0, Path.of(jdk().toString(), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Dquarkus.http.port=" + port, "-jar",
                build.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        return command;
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
