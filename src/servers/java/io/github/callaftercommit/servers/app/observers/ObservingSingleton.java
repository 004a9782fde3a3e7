// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import java.sql.SQLException;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.Store;
import jakarta.annotation.Priority;
import jakarta.ejb.Singleton;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A singleton session bean: it writes in the container's transaction. */
@Singleton
public class ObservingSingleton {

    @Inject
    Store store;

    @CallAfterCommit
    public void hear(@Observes @Priority(4) Told told) throws SQLException {
        told.facts().add("step", "singleton");
        store.insert(told.source(), told.id() + "-singleton");
    }
}
