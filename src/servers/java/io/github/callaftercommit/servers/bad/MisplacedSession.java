// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.bad;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** The sixth: its own transaction hides that of the caller. */
@Stateless
public class MisplacedSession {

    @CallAfterCommit
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void ownTransaction() {
        // it would be called too early
    }
}
