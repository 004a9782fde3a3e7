// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;

/** Work between begin and commit of an EJB. */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class BeanManagedWork {

    @Resource
    UserTransaction transaction;

    public void run(Work work) throws Exception {
        run(transaction, work);
    }

    public static void run(UserTransaction transaction, Work work) throws Exception {
        transaction.begin();
        boolean done = false;
        try {
            work.run();
            done = transaction.getStatus() == Status.STATUS_ACTIVE;
        } finally {
            if (done) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
        }
    }
}
