// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import io.github.callaftercommit.servers.app.Work;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** The methods of EJBs that are called from different places, so that nobody holds one while waiting for another. */
public abstract class SessionPlace {

    public void required(Work work) throws Exception {
        work.run();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void requiresNew(Work work) throws Exception {
        work.run();
    }
}
