// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Work in the transaction of an asynchronous EJB method. */
@Stateless
public class AsynchronousWork {

    @Resource
    TransactionSynchronizationRegistry registry;

    @Asynchronous
    public void start(String key) {
        try {
            LaterWork.run(key, registry);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
