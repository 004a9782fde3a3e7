// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.nio.file.Path;
import java.util.List;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;

/** The one transaction manager under everything that is measured. */
final class Narayana {

    static final TransactionManager MANAGER;
    static final TransactionSynchronizationRegistry REGISTRY;

    static {
        // else it writes beside the pom, and opens a port
        for (String store : List.of("", "communicationStore.", "stateStore.")) {
            System.setProperty("ObjectStoreEnvironmentBean." + store + "objectStoreDir",
                    Path.of("target", "jmh", "object-store").toString());
        }
        System.setProperty("CoordinatorEnvironmentBean.transactionStatusManagerEnable", "false");
        MANAGER = com.arjuna.ats.jta.TransactionManager.transactionManager();
        REGISTRY = new TransactionSynchronizationRegistryImple();
    }

    private Narayana() {}

    static UserTransaction userTransaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    static void begin() throws Exception {
        MANAGER.begin();
    }

    static void commit() throws Exception {
        MANAGER.commit();
    }
}
