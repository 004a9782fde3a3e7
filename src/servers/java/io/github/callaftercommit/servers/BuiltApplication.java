// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application that is its own server: Maven has built it with the jar, and nothing can be deployed to it. */
abstract class BuiltApplication extends ServerUnderTest {

    final Path build;
    private final String sources;
    private int port;

    /** @param sources the folder of src/servers in which it is */
    BuiltApplication(Platform platform, String variant, String sources) {
        super(platform, variant);
        this.sources = sources;
        build = directory().resolve(platform.folder() + variant);
    }

    void installLibrary() throws Exception {
        Folders.delete(build);
        Folders.copy(Path.of("src", "servers", sources), build);
        Folders.copy(Path.of("src", "servers", "microprofile"), build.resolve("microprofile"));
        Path common = Path.of("java", "io", "github", "callaftercommit", "servers", "app", "common");
        Folders.copy(Path.of("src", "servers").resolve(common), build.resolve("microprofile").resolve(common));
        Maven.run(true, Path.of("").toAbsolutePath(),
                "org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file", "-Dfile=" + Archive.library(),
                "-DpomFile=" + Path.of("pom.xml").toAbsolutePath());
    }

    String build(boolean succeeds, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("package", "-Dit.version=" + System.getProperty("it.library"),
                "-Dit.platform=" + platform.version()));
        return Maven.run(jdk(), succeeds, build, all.toArray(String[]::new));
    }

    @Override
    void configure(Database database) throws IOException {
        connect(database);
        port = FreePorts.any();
    }

    abstract void connect(Database database) throws IOException;

    String java() {
        return jdk().resolve("bin/java").toString();
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
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
