// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.demo;

import java.sql.SQLException;
import java.time.Duration;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;

/** What an application server would bring along: transactions, and a pool of one connection. */
@ApplicationScoped
class Platform {

    /** Keeps the transaction log out of the working directory, and opens no port. */
    static void configure() {
        for (String store : new String[]{null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir("target/demo/object-store");
        }
        arjPropertyManager.getCoordinatorEnvironmentBean().setTransactionStatusManagerEnable(false);
    }

    @Produces
    @ApplicationScoped
    UserTransaction userTransaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    @Produces
    @Singleton
    AgroalDataSource pool(TransactionManager manager, TransactionSynchronizationRegistry registry, Outside outside)
            throws SQLException {
        outside.clear();
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1).acquisitionTimeout(Duration.ofSeconds(5))
                        .transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(Outside.URL))));
    }

    void close(@Disposes AgroalDataSource pool) {
        pool.close();
    }
}
