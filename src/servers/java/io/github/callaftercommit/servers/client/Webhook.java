// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.client;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The server makes a bean of it. */
@Path("hook")
@RegisterRestClient(configKey = "webhook")
public interface Webhook {

    @POST
    @CallAfterCommit
    void stored(@QueryParam("what") String what);
}
