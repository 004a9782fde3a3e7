// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payara Micro: one jar, which starts with the application on its command line. */
final class PayaraMicro extends DomainServer {

    private Path configuration;
    private Path application;
    private int port;

    PayaraMicro(Platform platform) {
        super(platform);
    }

    @Override
    void configure(Database database) throws Exception {
        port = FreePorts.any();
        configuration = instance.resolve("domain.xml");
        try (FileSystem jar = FileSystems.newFileSystem(jar())) {
            Files.copy(jar.getPath("MICRO-INF/domain/domain.xml"), configuration);
        }
        Folders.edit(configuration, "<network-listener port=", "<network-listener address=\"127.0.0.1\" port=",
                "0.0.0.0", "127.0.0.1",
                // it would write each stateful session bean to the data grid, which is off
                "<availability-service availability-enabled=\"true\"",
                "<availability-service availability-enabled=\"false\"");
        addDataSources(configuration, database);
    }

    @Override
    void finish(Path domain) {
        // there is nothing to add
    }

    /** It starts when it is given the application. */
    @Override
    void launch() throws IOException {
        if (application != null) {
            super.launch();
        }
    }

    @Override
    void deploy(Path archive) throws IOException {
        application = archive;
        launch();
    }

    @Override
    List<String> command() throws IOException {
        return List.of(jdk().resolve("bin/java").toString(), "-Xmx768m", "-jar", jar().toString(), "--nocluster",
                "--port", String.valueOf(port), "--domainconfig", configuration.toString(), "--rootdir",
                instance.resolve("root").toString(), application.toString());
    }

    private Path jar() throws IOException {
        try (var files = Files.list(unpacked)) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }

    @Override
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    String readyMark() {
        return "ready in";
    }

    @Override
    int httpPort() {
        return port;
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return feature == Feature.MESSAGING ? Optional.of("no broker") : super.lacks(feature);
    }
}
