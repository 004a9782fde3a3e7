// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.observers;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.Facts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** It fires what it observes itself, within a method that is intercepted. */
@ApplicationScoped
public class ObservingItself {

    /** What it alone observes. */
    public record ToldToItself(Facts facts) {}

    @Inject
    Event<ToldToItself> event;

    @Transactional
    public void fire(Facts facts, boolean commits) {
        event.fire(new ToldToItself(facts));
        facts.add("step", "fired");
        if (!commits) {
            throw new IllegalStateException("on purpose");
        }
    }

    @CallAfterCommit
    void hear(@Observes ToldToItself told, EventMetadata metadata, Instance<ObservingItself> itself) {
        told.facts().add("step", "heard");
        told.facts().add("type", metadata.getType());
        told.facts().add("usable", itself.isResolvable());
    }
}
