// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requested server with the application deployed, for all the tests of this run. */
final class RunningServer implements AutoCloseable {

    private static final String LIBRARY_OF_WAR = "WEB-INF/lib/call-after-commit.jar";

    final ServerUnderTest server = ServerUnderTest.requested();
    final Database database;
    final WitnessServer witness;
    final Application application;

    RunningServer() throws Exception {
        database = Database.start();
        witness = new WitnessServer(database);
        try {
            server.start(database);
            server.deploy(warWithQueue("it.war"));
            application = new Application(server.uri("it"));
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** Builds the application with its queue, which a server takes only once. */
    private Path warWithQueue(String name) throws Exception {
        Archive archive = applicationWithoutLibrary().add(LIBRARY_OF_WAR, Archive.library());
        if (server.lacks(Feature.MESSAGING).isEmpty()) {
            archive.addPackage("WEB-INF/classes/", "app/messaging");
        }
        return archive.write(file(name));
    }

    /** Builds the application. */
    Path war(String name) throws Exception {
        return applicationWithoutLibrary().add(LIBRARY_OF_WAR, Archive.library()).write(file(name));
    }

    /** Builds the application with beans that not everybody may call. */
    Path securedWar(String name) throws Exception {
        return applicationWithoutLibrary().addPackage("WEB-INF/classes/", "app/security")
                .add("WEB-INF/glassfish-web.xml", "app/glassfish-web.xml", Map.of())
                .add(LIBRARY_OF_WAR, Archive.library()).write(file(name));
    }

    /** Builds an application of servlets and CDI beans alone. */
    Path smallWar(String name) throws Exception {
        return new Archive().addPackage("WEB-INF/classes/", "small").add(LIBRARY_OF_WAR, Archive.library())
                .write(file(name));
    }

    /** Builds an EAR of both applications, which share the library. */
    Path ear(String name, String big, String small) throws Exception {
        return new Archive().add("lib/call-after-commit.jar", Archive.library())
                .add(big, applicationWithoutLibrary().write(file(big)))
                .add(small, new Archive().addPackage("WEB-INF/classes/", "small").write(file(small))).write(file(name));
    }

    /** Where an archive of this run belongs. */
    static Path file(String name) {
        return ServerUnderTest.directory().resolve(Platform.requested().folder() + "-archives").resolve(name);
    }

    private Archive applicationWithoutLibrary() throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        for (String source : Database.SOURCES) {
            values.put(source, server.jndiName(source));
            values.put("lookup-" + source, server.lookupName(source));
        }
        values.put("witness", witness.address());
        Archive archive = new Archive().addPackage("WEB-INF/classes/", "app")
                .add("WEB-INF/web.xml", "app/web.xml", values).add("WEB-INF/beans.xml", "app/beans.xml", values)
                .add("WEB-INF/classes/META-INF/persistence.xml", "app/persistence.xml", values)
                .add("WEB-INF/classes/it.properties", "app/it.properties", values);
        archive.addPackage("WEB-INF/classes/", "app/common");
        archive.addPackage("WEB-INF/classes/", "app/programs");
        archive.addPackage("WEB-INF/classes/", "app/observers");
        if (server.lacks(Feature.ASYNCHRONOUS).isEmpty()) {
            archive.addPackage("WEB-INF/classes/", "app/concurrency");
        }
        if (server.hasBoundedExecutor()) {
            archive.addPackage("WEB-INF/classes/", "app/bounded");
        }
        return archive;
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        witness.close();
        database.close();
    }
}
