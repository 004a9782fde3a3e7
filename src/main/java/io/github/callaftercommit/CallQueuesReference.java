// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.io.Serializable;
import java.util.Objects;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** A reference to the one {@link CallQueues} that costs a field read instead of a client proxy, and survives the passivation of the bean that holds it. */
@Dependent
@SuppressWarnings("serial") // CDI demands that client proxies can be serialized
class CallQueuesReference implements Serializable {

    private final CallQueues proxy;
    private transient @Nullable CallQueues queues;

    @Inject
    CallQueuesReference(CallQueues proxy) {
        this.proxy = proxy;
    }

    CallQueues get() {
        CallQueues found = queues;
        if (found == null) {
            proxy.passTo(bean -> queues = bean);
            found = queues;
        }
        return Objects.requireNonNull(found);
    }
}
