// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A Quarkus application, in JVM mode. */
class Quarkus extends BuiltApplication {

    private List<String> dataSources = List.of();

    Quarkus(Platform platform) {
        this(platform, "");
    }

    Quarkus(Platform platform, String variant) {
        super(platform, variant, "quarkus");
    }

    /** Of the newest version not everything is in every repository. */
    boolean hasRestClient() {
        return platform != Platform.QUARKUS_NEWEST;
    }

    boolean hasVirtualThreads() {
        return platform == Platform.QUARKUS_NEWEST && Jdks.feature(jdk()) >= Platform.VIRTUAL_THREADS;
    }

    /** Builds the application with classes that have to be refused, and without them. */
    @Override
    void prepare() throws Exception {
        installLibrary();
        Files.writeString(build.resolve("misplaced.log"), build(false, "-Pblocking,misplaced"));
        build(true, "-Pblocking,tested" + (hasRestClient() ? ",client" : "") + (hasVirtualThreads() ? ",virtual" : ""));
    }

    /** What the build with the class that has to be refused has logged. */
    String buildLog() throws IOException {
        return Files.readString(build.resolve("misplaced.log"));
    }

    /** What the tests of the application, which its build has passed, have reported. */
    String testReport() throws IOException {
        return Files.readString(build.resolve("target/surefire-reports/com.acme.PendingCallsTest.txt"));
    }

    @Override
    void connect(Database database) throws IOException {
        dataSources = dataSources(database);
    }

    /** The options that tell where the databases are. */
    List<String> dataSources(Database database) throws IOException {
        return List.of("-Dquarkus.datasource.jdbc.url=" + database.url(),
                "-Dquarkus.datasource.wide.jdbc.url=" + database.url());
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(dataSources);
        command.add(0, java());
        command.addAll(List.of("-Xmx512m", "-Dquarkus.http.port=" + httpPort(), "-jar",
                build.resolve("target/quarkus-app/quarkus-run.jar").toString()));
        return command;
    }

    @Override
    String readyMark() {
        return "Listening on";
    }
}
