// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import jakarta.enterprise.event.Event;

/** What CDI itself offers, an {@code AFTER_SUCCESS} observer, and what any interceptor costs. */
final class CdiEvents {

    private final Callback callback = new Callback();
    private final Event<Beans.Sent> events;
    private final Beans.Business business;
    private final Beans.Intercepted intercepted;

    CdiEvents(Container.WithoutLibrary container) {
        events = container.weld.event().select(Beans.Sent.class);
        business = container.business;
        intercepted = container.bean(Beans.Intercepted.class);
    }

    void afterSuccess(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                events.fire(new Beans.Sent(callback));
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    void interceptedNothing(int n) {
        for (int i = 0; i < n; i++) {
            intercepted.send(callback);
        }
        callback.wasCalled(n);
    }
}
