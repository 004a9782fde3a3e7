// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** The other end of the REST client. */
@Path("webhook")
public class WebhookResource {

    @Inject
    Entries entries;

    @Inject
    Journal journal;

    @POST
    public void stored(@QueryParam("id") String id) {
        journal.note("webhook, row visible: " + entries.isVisible(id));
    }
}
