// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import io.github.callaftercommit.servers.app.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/**
 * Transactional beans that all requests share, one for each place from which they are called: one that is called from
 * within and from outside EJBs or transactions has threads of Payara and GlassFish mix up who may use UserTransaction,
 * without any library.
 */
final class TransactionalPlaces {

    private TransactionalPlaces() {}

    /** The methods of all of them. */
    abstract static class Place {

        @Transactional
        public void required(Work work) throws Exception {
            work.run();
        }

        @Transactional(TxType.REQUIRES_NEW)
        public void requiresNew(Work work) throws Exception {
            work.run();
        }
    }

    @ApplicationScoped
    static class InRequest extends Place {}

    @ApplicationScoped
    static class InTransactional extends Place {}

    @ApplicationScoped
    static class InSession extends Place {}

    @ApplicationScoped
    static class InBeanManaged extends Place {}

    @ApplicationScoped
    static class InCallback extends Place {}
}
