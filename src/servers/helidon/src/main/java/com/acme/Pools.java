// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.h2.jdbcx.JdbcDataSource;

/** Pools of one connection and of twenty, which take part in the transactions of their thread. */
@ApplicationScoped
public class Pools {

    @Inject
    @ConfigProperty(name = "it.url")
    String url;

    @Inject
    TransactionManager manager;

    @Inject
    TransactionSynchronizationRegistry registry;

    @Produces
    @Singleton
    @Named("one")
    public DataSource one() throws SQLException {
        return pool(enlisting(1));
    }

    /** For JPA: Helidon enlists what Hibernate takes, and takes it amiss where somebody else does so, too. */
    @Produces
    @Singleton
    @Named("jpa")
    public DataSource jpa() throws SQLException {
        return pool(plain(1));
    }

    @Produces
    @Singleton
    @Named("wide")
    public DataSource wide() throws SQLException {
        return pool(enlisting(20));
    }

    private AgroalConnectionPoolConfigurationSupplier enlisting(int size) {
        return plain(size).transactionIntegration(new NarayanaTransactionIntegration(manager, registry));
    }

    private static AgroalConnectionPoolConfigurationSupplier plain(int size) {
        return new AgroalConnectionPoolConfigurationSupplier().maxSize(size).acquisitionTimeout(Duration.ofSeconds(5));
    }

    private DataSource pool(AgroalConnectionPoolConfigurationSupplier pool) throws SQLException {
        pool.connectionFactoryConfiguration().connectionProviderClass(JdbcDataSource.class).jdbcUrl(url)
                .principal(new NamePrincipal("sa"));
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool));
    }
}
