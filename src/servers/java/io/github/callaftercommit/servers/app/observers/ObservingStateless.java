// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import java.sql.SQLException;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.Store;
import jakarta.annotation.Priority;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A stateless session bean: it writes in the container's transaction. */
@Stateless
public class ObservingStateless {

    @Inject
    Store store;

    @CallAfterCommit
    public void hear(@Observes @Priority(3) Told told) throws SQLException {
        told.facts().add("step", "stateless");
        store.insert(told.source(), told.id() + "-stateless");
    }
}
