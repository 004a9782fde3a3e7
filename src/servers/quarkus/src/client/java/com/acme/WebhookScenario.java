// SPDX-License-Identifier: Apache-2.0
package com.acme;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Calls another application through a REST client, which is to wait for the commit. */
@Path("scenario/webhook")
public class WebhookScenario {

    @Inject
    Demarcations demarcations;

    @Inject
    Entries entries;

    @Inject
    Journal journal;

    @Inject
    @RestClient
    Webhook webhook;

    @GET
    public String call(@QueryParam("outer") Demarcation outer, @QueryParam("id") String id,
            @QueryParam("rollback") boolean rollback) {
        try {
            demarcations.run(outer, () -> {
                entries.insert(id);
                webhook.stored(id);
                if (rollback) {
                    throw new IllegalStateException("rolls back");
                }
                journal.note("body returns");
            });
        } catch (Exception thrown) {
            journal.note("thrown: " + thrown.getMessage());
        }
        return journal.take();
    }
}
