// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A session bean with a local interface. */
@Stateless
public class AnnotatedLocalBean implements AnnotatedLocal {

    @Resource
    TransactionSynchronizationRegistry registry;

    @Inject
    Journal journal;

    @Override
    @CallAfterCommit
    public void note(Facts facts, String name) {
        facts.add("step", name);
        facts.add("statusIn " + name, registry.getTransactionStatus());
    }

    @Override
    @CallAfterCommit
    public void noteWithoutArguments() {
        journal.note("local view");
    }
}
