// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.UserTransaction;

/** Runs work in a transaction of the wanted kind. */
@ApplicationScoped
class Demarcations {

    @ApplicationScoped
    public static class TransactionalWork {

        @Transactional
        public void required(Runnable work) {
            work.run();
        }

        @Transactional(TxType.REQUIRES_NEW)
        public void requiresNew(Runnable work) {
            work.run();
        }
    }

    @Inject
    TransactionalWork transactional;

    @Inject
    UserTransaction userTransaction;

    void run(Demarcation demarcation, Runnable work) throws Exception {
        switch (demarcation) {
            case REQUIRED -> transactional.required(work);
            case REQUIRES_NEW -> transactional.requiresNew(work);
            case USER_TRANSACTION -> inUserTransaction(work);
            case QUARKUS_TRANSACTION -> throw new IllegalArgumentException("Quarkus alone has it");
            case NONE -> work.run();
        }
    }

    private void inUserTransaction(Runnable work) throws Exception {
        userTransaction.begin();
        try {
            work.run();
        } catch (RuntimeException failure) {
            userTransaction.rollback();
            throw failure;
        }
        if (userTransaction.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
            userTransaction.rollback();
        } else {
            userTransaction.commit();
        }
    }
}
