// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Lets the container's own interceptors suspend what transaction there is and activate a request context where none is active: the portable way out of a transaction that has completed. */
@Dependent
class Suspension {

    @Transactional(TxType.NOT_SUPPORTED)
    @ActivateRequestContext
    void outsideTransaction(Runnable work) {
        work.run();
    }

    @ActivateRequestContext
    void inRequestContext(Runnable work) {
        work.run();
    }
}
