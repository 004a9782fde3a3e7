// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

/**
 * The ways to begin and commit a transaction. What only the boundary of {@code @Transactional} can promise is told
 * apart by {@link #hasBoundary()}.
 */
enum Demarcated {
    TRANSACTIONAL_REQUIRED {
        @Override
        void run(Transactions transactions, Work work) throws Exception {
            transactions.required(work);
        }
    },

    TRANSACTIONAL_REQUIRES_NEW {
        @Override
        void run(Transactions transactions, Work work) throws Exception {
            transactions.requiresNew(work);
        }
    },

    USER_TRANSACTION {
        @Override
        void run(Transactions transactions, Work work) throws Exception {
            transactions.userTransaction(work);
        }
    },

    TRANSACTION_MANAGER {
        @Override
        void run(Transactions transactions, Work work) throws Exception {
            transactions.transactionManager(work);
        }
    };

    abstract void run(Transactions transactions, Work work) throws Exception;

    boolean hasBoundary() {
        return this == TRANSACTIONAL_REQUIRED || this == TRANSACTIONAL_REQUIRES_NEW;
    }
}
