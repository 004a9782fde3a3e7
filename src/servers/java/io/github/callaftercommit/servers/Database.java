// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.h2.tools.Server;

/**
 * The database of the tests. It runs in their JVM, so that what they see of it is what everybody outside the server
 * sees.
 */
final class Database implements AutoCloseable {

    /** How long the pools of the servers let a thread wait for a connection. */
    static final int POOL_TIMEOUT_MILLIS = 5_000;

    /** After how many seconds the servers give up a transaction. */
    static final int TRANSACTION_TIMEOUT = 10;

    /** The data sources of the servers, each with a pool of its own. */
    static final List<String> SOURCES = List.of("local", "xa", "wide", "eight", "eightXa");

    private final Server server;
    private final Connection outside;

    private Database(Server server) throws SQLException {
        this.server = server;
        this.outside = DriverManager.getConnection(url(), "sa", "");
    }

    static Database start() throws SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Database database = new Database(Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start());
        try (Statement statement = database.outside.createStatement()) {
            statement.execute("create table entry (id varchar(200) primary key)");
        }
        return database;
    }

    /** The jar of its driver. */
    static Path driver() {
        try {
            return Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:it;DB_CLOSE_DELAY=-1";
    }

    /** How many rows with such an id are committed. */
    synchronized int count(String idPattern) {
        try (PreparedStatement statement = outside.prepareStatement("select count(*) from entry where id like ?")) {
            statement.setString(1, idPattern);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The committed rows with such an id. */
    synchronized Set<String> ids(String idPattern) {
        try (PreparedStatement statement = outside.prepareStatement("select id from entry where id like ?")) {
            statement.setString(1, idPattern);
            Set<String> ids = new TreeSet<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    ids.add(result.getString(1));
                }
            }
            return ids;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        outside.close();
        server.stop();
    }
}
