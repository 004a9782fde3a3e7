// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.Store;
import io.github.callaftercommit.servers.app.TransactionalWork;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** A managed bean: it writes in a transaction of its own. */
@ApplicationScoped
class ObservingBean {

    @Inject
    Store store;

    @Inject
    TransactionalWork transactional;

    @CallAfterCommit
    void hear(@Observes @Priority(1) Told told) throws Exception {
        told.facts().add("step", "CDI bean");
        transactional.required(() -> store.insert(told.source(), told.id() + "-bean"));
    }

    @CallAfterCommit
    void fail(@Observes @Priority(2) Told told) {
        told.facts().add("step", "fails");
        throw new IllegalArgumentException("on purpose");
    }
}
