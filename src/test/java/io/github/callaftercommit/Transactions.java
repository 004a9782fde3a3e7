// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.concurrent.Callable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;

/**
 * Runs work under every demarcation there is.
 *
 * <p>It is public, with public parameters, because Weld takes a nested call through the client proxy for a
 * self-invocation otherwise, and skips the interceptors.
 */
@ApplicationScoped
public class Transactions {

    @Inject
    UserTransaction userTransaction;

    TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();

    @Transactional
    public void required(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void requiresNew(Work work) throws Exception {
        work.run();
    }

    @Transactional
    public <T> T returning(Callable<T> work) throws Exception {
        return work.call();
    }

    @Transactional(TxType.MANDATORY)
    public void mandatory(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.SUPPORTS)
    public void supports(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.NOT_SUPPORTED)
    public void notSupported(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.NEVER)
    public void never(Work work) throws Exception {
        work.run();
    }

    public void userTransaction(Work work) throws Exception {
        userTransaction.begin();
        try {
            work.run();
        } catch (Throwable failure) {
            userTransaction.rollback();
            throw failure;
        }
        userTransaction.commit();
    }

    public void transactionManager(Work work) throws Exception {
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
