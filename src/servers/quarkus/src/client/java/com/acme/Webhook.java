// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** A REST client: an interface whose bean the platform makes. */
@Path("webhook")
@RegisterRestClient(configKey = "webhook")
interface Webhook {

    // tag::webhook
    @POST
    @CallAfterCommit
    void stored(@QueryParam("id") String id);
    // end::webhook
}
