// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * Lets the container's own interceptors suspend what transaction there is and activate a request context where none is active: the portable way out of a transaction that has completed.
 *
 * <p>It is called through a client proxy, and its methods are public, because a callback may commit a transaction of its own: Weld takes the nested call for a self-invocation otherwise, and skips the
 * interceptors.
 */
@ApplicationScoped
class Suspension {

    @Transactional(TxType.NOT_SUPPORTED)
    @ActivateRequestContext
    public void outsideTransaction(Runnable work) {
        work.run();
    }

    @ActivateRequestContext
    public void inRequestContext(Runnable work) {
        work.run();
    }
}
