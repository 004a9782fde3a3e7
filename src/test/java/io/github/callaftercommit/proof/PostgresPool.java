// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** A transactional pool of connections to a PostgreSQL that is already there, and a table of numbers in it. */
final class PostgresPool implements AutoCloseable {

    private static final String USER = "postgres";

    private final PGSimpleDataSource outside = new PGSimpleDataSource();
    private final AgroalDataSource pool;

    PostgresPool(EmbeddedServer server, String url, boolean xa) throws SQLException {
        outside.setUrl(url);
        outside.setUser(USER);
        execute("create table if not exists number(value bigint primary key)");
        pool = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(configuration -> configuration
                        .maxSize(5).acquisitionTimeout(Duration.ofSeconds(20)).validateOnBorrow(true)
                        .connectionValidator(AgroalConnectionPoolConfiguration.ConnectionValidator.defaultValidator())
                        .transactionIntegration(new NarayanaTransactionIntegration(server.manager, server.registry))
                        .connectionFactoryConfiguration(factory -> factory
                                .connectionProviderClass(xa ? PGXADataSource.class : org.postgresql.Driver.class)
                                .jdbcUrl(url).principal(new NamePrincipal(USER)))));
    }

    /** Inserts a number in the current transaction and returns the process id of the backend that did it. */
    int insert(long value) throws SQLException {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into number values (" + value + ")");
            try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Returns the numbers in a range that everybody can see. */
    Set<Long> numbers(long from, long to) throws SQLException {
        try (Connection connection = outside.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("select value from number where value >= " + from + " and value < " + to)) {
            Set<Long> numbers = new TreeSet<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = outside.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Commits what is prepared, as recovery does after a decision to commit, and returns how many branches that were.
     */
    int commitPrepared() throws SQLException {
        try (Connection connection = outside.getConnection(); Statement statement = connection.createStatement()) {
            List<String> branches = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select gid from pg_prepared_xacts")) {
                while (rows.next()) {
                    branches.add(rows.getString(1));
                }
            }
            for (String branch : branches) {
                statement.execute("commit prepared '" + branch + "'");
            }
            return branches.size();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
