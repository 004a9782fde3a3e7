// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.sql.SQLException;

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
import org.postgresql.xa.PGXADataSource;

/** What an application server would bring along: transactions, and an XA pool for PostgreSQL. */
@ApplicationScoped
class Platform {

    /** Keeps the transaction log of a node where its next process finds it. */
    static void configure(String directory) {
        for (String store : new String[]{null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir(directory + "/object-store");
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
    AgroalDataSource pool(TransactionManager manager, TransactionSynchronizationRegistry registry) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(
                pool -> pool.maxSize(5).transactionIntegration(new NarayanaTransactionIntegration(manager, registry))
                        .connectionFactoryConfiguration(
                                factory -> factory.connectionProviderClass(PGXADataSource.class).jdbcUrl(Node.url()))));
    }

    void close(@Disposes AgroalDataSource pool) {
        pool.close();
    }
}
