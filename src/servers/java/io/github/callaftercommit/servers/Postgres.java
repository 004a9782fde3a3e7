// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL that survives the server, with the tables of its application. */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres process;
    private final Connection outside;

    Postgres() throws IOException, SQLException {
        process = EmbeddedPostgres.builder().setServerConfig("max_prepared_transactions", "200").start();
        outside = process.getPostgresDatabase().getConnection();
        try (Statement statement = outside.createStatement()) {
            // a call that is made twice has to be seen
            statement.execute("create table entry (id varchar(200) primary key);"
                    + "create table pair (id varchar(200) primary key); create table called (id varchar(200))");
        }
    }

    /** The jar of its driver. */
    static Path driver() {
        try {
            return Path.of(org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int port() {
        return process.getPort();
    }

    /** The first column of what is found. */
    Set<String> texts(String query) throws SQLException {
        try (Statement statement = outside.createStatement(); ResultSet result = statement.executeQuery(query)) {
            Set<String> texts = new TreeSet<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }

    int count(String query) throws SQLException {
        return Integer.parseInt(texts("select count(*) from " + query).iterator().next());
    }

    @Override
    public void close() throws SQLException, IOException {
        outside.close();
        process.close();
    }
}
