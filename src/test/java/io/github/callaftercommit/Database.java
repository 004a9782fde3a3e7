// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/**
 * A database with one table, {@code note}, and a transactional pool of connections to it; what it says of its rows it
 * asks on a connection of its own.
 */
final class Database implements AutoCloseable {

    /** Long enough for a busy machine, short enough to fail where a callback would wait for its own connection. */
    private static final Duration ACQUISITION_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource outside;
    private final AgroalDataSource pool;

    private Database(DataSource outside, Class<?> provider, String url, String user, int connections)
            throws SQLException {
        this.outside = outside;
        change("create table if not exists note(text varchar(200) primary key)");
        pool = AgroalDataSource.from(
                // without metrics no connection ever seems to be in use
                new AgroalDataSourceConfigurationSupplier().metricsEnabled()
                        .connectionPoolConfiguration(configuration -> configuration.maxSize(connections)
                                .acquisitionTimeout(ACQUISITION_TIMEOUT)
                                .transactionIntegration(new NarayanaTransactionIntegration(
                                        com.arjuna.ats.jta.TransactionManager.transactionManager(),
                                        new TransactionSynchronizationRegistryImple()))
                                .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(provider)
                                        .jdbcUrl(url).principal(new NamePrincipal(user))
                                        .credential(new SimplePassword("")))));
    }

    /** An H2 database of its own, in memory. */
    static Database h2(boolean xa, int connections) throws SQLException {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        org.h2.jdbcx.JdbcDataSource outside = new org.h2.jdbcx.JdbcDataSource();
        outside.setURL(url);
        outside.setUser("sa");
        return new Database(outside, xa ? org.h2.jdbcx.JdbcDataSource.class : org.h2.Driver.class, url, "sa",
                connections);
    }

    /** A schema of its own in a real PostgreSQL, which is started with the first one and stops with the JVM. */
    static Database postgres(boolean xa, int connections) throws SQLException {
        String schema = "s" + UUID.randomUUID().toString().replace('-', '_');
        String url = Postgres.url() + "&currentSchema=" + schema;
        PGSimpleDataSource outside = new PGSimpleDataSource();
        outside.setUrl(url);
        try (Connection connection = outside.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        return new Database(outside, xa ? PGXADataSource.class : org.postgresql.Driver.class, url, "postgres",
                connections);
    }

    private static final class Postgres {

        private static final EmbeddedPostgres SERVER = start();

        static String url() {
            return SERVER.getJdbcUrl("postgres", "postgres");
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_prepared_transactions", "20").start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    DataSource pool() {
        return pool;
    }

    /** Saves a note through the pool, in the current transaction where there is one. */
    void save(String text) {
        try (Connection connection = pool.getConnection();
                var insert = connection.prepareStatement("insert into note values (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the notes that everybody can see. */
    List<String> notes() {
        try (Connection connection = outside.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from note order by text")) {
            List<String> notes = new ArrayList<>();
            while (rows.next()) {
                notes.add(rows.getString(1));
            }
            return notes;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the number of rows that everybody can see. */
    long count(String table) {
        try (Connection connection = outside.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Executes a statement on a connection of its own. */
    void change(String sql) throws SQLException {
        try (Connection connection = outside.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns how many connections of the pool are checked out, in the current transaction and elsewhere. */
    long connectionsInUse() {
        return pool.getMetrics().activeCount();
    }

    @Override
    public void close() {
        pool.close();
    }
}
