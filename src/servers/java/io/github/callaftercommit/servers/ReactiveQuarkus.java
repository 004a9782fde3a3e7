// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A Quarkus application with reactive transactions on PostgreSQL, and with Jakarta Transactions beside them or not. */
final class ReactiveQuarkus extends Quarkus {

    private final String profiles;
    private EmbeddedPostgres postgres;

    ReactiveQuarkus(Platform platform) {
        this(platform, "", "reactive,jta");
    }

    private ReactiveQuarkus(Platform platform, String variant, String profiles) {
        super(platform, variant);
        this.profiles = profiles;
    }

    @Override
    Optional<ServerUnderTest> minimal() {
        return Optional.of(new ReactiveQuarkus(platform, "-minimal", "reactive"));
    }

    @Override
    void prepare() throws Exception {
        installLibrary();
        build(true, "-P" + profiles);
    }

    @Override
    List<String> dataSources(Database unused) throws IOException {
        postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table entry (id varchar(200) primary key)");
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
        return List.of("-Dquarkus.datasource.reactive.url=vertx-reactive:postgresql://127.0.0.1:" + postgres.getPort()
                + "/postgres");
    }

    /** Whether the row is committed. */
    boolean isVisible(String id) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement("select 1 from entry where id = ?")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    void stop() {
        super.stop();
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
