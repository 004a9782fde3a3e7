// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.io.Serializable;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** What the library injects into users' beans: it may be passivated with them, and finds the one router again. */
@SuppressWarnings("serial") // it never outlives the application
abstract class RouterClient implements LibraryBean, Serializable {

    @Inject
    transient @Nullable CallRouter router;

    CallRouter router() {
        CallRouter injected = router;
        return injected != null ? injected : CDI.current().select(CallRouter.class).get();
    }
}
