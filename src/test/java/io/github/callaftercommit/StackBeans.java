// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import javax.sql.DataSource;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;

/** The beans that an application server would provide, and those of the fixture. */
final class StackBeans implements Extension {

    private final Database database;

    StackBeans(Database database) {
        this.database = database;
    }

    void addBeans(@Observes AfterBeanDiscovery discovery) {
        TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();
        Journal journal = new Journal(registry);
        discovery.<UserTransaction>addBean().types(UserTransaction.class).scope(ApplicationScoped.class)
                .createWith(context -> com.arjuna.ats.jta.UserTransaction.userTransaction());
        discovery.<DataSource>addBean().types(DataSource.class).scope(Singleton.class)
                .createWith(context -> database.pool());
        discovery.<Database>addBean().types(Database.class).scope(Singleton.class).createWith(context -> database);
        discovery.<Journal>addBean().types(Journal.class).scope(Singleton.class).createWith(context -> journal);
    }
}
