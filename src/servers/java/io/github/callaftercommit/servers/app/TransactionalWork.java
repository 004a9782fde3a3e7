// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Work under {@code @Transactional}. */
@ApplicationScoped
public class TransactionalWork {

    @Transactional
    public void required(Work work) throws Exception {
        work.run();
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void requiresNew(Work work) throws Exception {
        work.run();
    }
}
