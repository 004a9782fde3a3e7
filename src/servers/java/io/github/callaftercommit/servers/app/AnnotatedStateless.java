// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A stateless session bean: the container begins a transaction for the deferred call. */
@Stateless
public class AnnotatedStateless {

    @Resource
    TransactionSynchronizationRegistry registry;

    @Inject
    Journal journal;

    @CallAfterCommit
    public void note(Facts facts, String name) {
        facts.add("step", name);
        facts.add("statusIn " + name, registry.getTransactionStatus());
    }

    @CallAfterCommit
    public void noteWithoutArguments() {
        journal.note("stateless");
    }
}
