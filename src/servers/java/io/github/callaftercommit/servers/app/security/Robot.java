// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.security;

import io.github.callaftercommit.servers.app.Facts;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Everybody may call it, and it has a role that its callers need not have. */
@Stateless
@PermitAll
@RunAs(SecuredSender.ROLE)
public class Robot {

    @Inject
    SecuredSender sender;

    public void send(Facts facts) {
        sender.send(facts);
    }
}
