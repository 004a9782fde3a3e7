// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.security;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.Facts;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** Not everybody may call it. */
@Stateless
public class SecuredSender {

    static final String ROLE = "sender";

    @Resource
    SessionContext context;

    @CallAfterCommit
    @RolesAllowed(ROLE)
    public void send(Facts facts) {
        facts.add("step", "called");
        facts.add("caller", context.getCallerPrincipal().getName());
        facts.add("inRole", context.isCallerInRole(ROLE));
    }
}
