// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A transactional pool over H2 in memory: the fastest database that a transaction can meet, and so the one beside which overhead shows most. */
@State(Scope.Benchmark)
public class Database {

    private AgroalDataSource pool;

    @Setup
    public void start() throws SQLException {
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(configuration -> configuration
                .initialSize(1)
                .maxSize(2)
                .transactionIntegration(new NarayanaTransactionIntegration(Narayana.MANAGER, Narayana.REGISTRY))
                .connectionFactoryConfiguration(factory -> factory.jdbcUrl("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1"))));
        execute("create table users (name varchar(40))");
    }

    /** The table would grow for as long as it is measured. */
    @Setup(Level.Iteration)
    public void empty() throws SQLException {
        execute("truncate table users");
    }

    @TearDown
    public void stop() {
        pool.close();
    }

    void insert() {
        try (Connection connection = pool.getConnection(); PreparedStatement insert = connection.prepareStatement("insert into users values (?)")) {
            insert.setString(1, "ada@example.org");
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
