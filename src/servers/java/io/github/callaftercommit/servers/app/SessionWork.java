// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** Work in container-managed transactions. */
@Stateless
public class SessionWork {

    public void required(Work work) throws Exception {
        work.run();
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void requiresNew(Work work) throws Exception {
        work.run();
    }
}
