// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.it;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The requested server with the application deployed, for all the tests of this run. */
final class RunningServer implements AutoCloseable {

    final ServerUnderTest server = ServerUnderTest.requested();
    final Database database;
    final WitnessServer witness;
    final Application application;

    RunningServer() throws Exception {
        database = Database.start();
        witness = new WitnessServer(database);
        try {
            server.start(database);
            server.deploy(war("it"));
            application = new Application(server.uri("it"));
        } catch (Throwable failure) {
            close();
            throw failure;
        }
    }

    /** Builds the application. */
    Path war(String name) throws Exception {
        Archive archive = applicationWithoutLibrary().add("WEB-INF/lib/call-after-commit.jar", Archive.library());
        if (server.lacks(Feature.MESSAGING).isEmpty()) {
            archive.addPackage("WEB-INF/classes/", "app/messaging");
        }
        return archive.write(ServerUnderTest.directory().resolve(name + ".war"));
    }

    /** Builds an application of two modules that share the library. */
    Path ear(String name) throws Exception {
        return new Archive().add("lib/call-after-commit.jar", Archive.library())
                .add("one.war", applicationWithoutLibrary().write(ServerUnderTest.directory().resolve("one.war")))
                .add("other.war", applicationWithoutLibrary().write(ServerUnderTest.directory().resolve("other.war")))
                .write(ServerUnderTest.directory().resolve(name + ".ear"));
    }

    private Archive applicationWithoutLibrary() throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        for (String source : new String[] {"local", "xa", "wide"}) {
            values.put(source, server.jndiName(source));
            values.put("lookup-" + source, server.lookupName(source));
        }
        values.put("witness", witness.address());
        Archive archive = new Archive().addPackage("WEB-INF/classes/", "app")
                .add("WEB-INF/web.xml", "app/web.xml", values)
                .add("WEB-INF/beans.xml", "app/beans.xml", values)
                .add("WEB-INF/classes/META-INF/persistence.xml", "app/persistence.xml", values)
                .add("WEB-INF/classes/it.properties", "app/it.properties", values);
        if (server.lacks(Feature.ASYNCHRONOUS).isEmpty()) {
            archive.addPackage("WEB-INF/classes/", "app/concurrency");
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
