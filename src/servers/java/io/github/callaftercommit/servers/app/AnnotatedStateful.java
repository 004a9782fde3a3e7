// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateful;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A stateful session bean, found again through its scope. */
@Stateful
@ApplicationScoped
public class AnnotatedStateful {

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
        journal.note("stateful");
    }
}
