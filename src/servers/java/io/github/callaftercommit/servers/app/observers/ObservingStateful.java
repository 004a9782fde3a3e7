// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import java.sql.SQLException;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.Store;
import jakarta.ejb.Stateful;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A stateful session bean of the request. */
@Stateful
@RequestScoped
public class ObservingStateful {

    /** What it alone observes. */
    public record ToldToRequest(Told told) {}

    @Inject
    Store store;

    @CallAfterCommit
    public void hear(@Observes ToldToRequest event) throws SQLException {
        Told told = event.told();
        told.facts().add("step", "stateful");
        store.insert(told.source(), told.id() + "-stateful");
    }
}
