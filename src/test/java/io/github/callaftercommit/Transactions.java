// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;

/** Runs work under every demarcation there is. */
@ApplicationScoped
class Transactions {

    @Inject
    UserTransaction userTransaction;

    TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();

    @Transactional
    void required(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    void requiresNew(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.MANDATORY)
    void mandatory(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.SUPPORTS)
    void supports(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    void notSupported(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.NEVER)
    void never(Work work) throws Exception {
        work.run();
    }

    void userTransaction(Work work) throws Exception {
        userTransaction.begin();
        try {
            work.run();
        } catch (Throwable failure) {
            userTransaction.rollback();
            throw failure;
        }
        userTransaction.commit();
    }

    void transactionManager(Work work) throws Exception {
        manager.begin();
        try {
            work.run();
        } catch (Throwable failure) {
            manager.rollback();
            throw failure;
        }
        manager.commit();
    }
}
