// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;

/**
 * A transactional pool over H2 in memory: the fastest database that a transaction can meet, and so the one beside which
 * overhead shows most.
 */
final class Database implements AutoCloseable {

    private final AgroalDataSource pool;

    Database() throws SQLException {
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration.initialSize(1).maxSize(2)
                        .transactionIntegration(new NarayanaTransactionIntegration(Narayana.MANAGER, Narayana.REGISTRY))
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1"))));
        execute("create table users (name varchar(40))");
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The table would grow for as long as it is measured. */
    void empty() throws SQLException {
        execute("truncate table users");
    }

    void insert() {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into users values (?)")) {
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
