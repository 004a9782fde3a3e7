// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import io.github.callaftercommit.servers.app.BeanManagedWork;
import io.github.callaftercommit.servers.app.Work;
import jakarta.annotation.Resource;
import jakarta.transaction.UserTransaction;

/** What {@link SessionPlace} is, of EJBs that begin and end their transactions themselves. */
public abstract class BeanManagedPlace {

    @Resource
    UserTransaction transaction;

    public void run(Work work) throws Exception {
        BeanManagedWork.run(transaction, work);
    }
}
