// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.described;

import java.util.List;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** The descriptor says REQUIRED. */
@Stateless(name = "Overridden")
public class OverriddenBean {

    @CallAfterCommit
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void send(List<String> steps) {
        steps.add("overridden");
    }
}
