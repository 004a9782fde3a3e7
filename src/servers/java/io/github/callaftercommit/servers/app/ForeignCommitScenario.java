// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.List;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;

/** A transaction is committed by a thread that holds another one. */
@Named("foreignCommit")
@ApplicationScoped
class ForeignCommitScenario implements Scenario {

    private static final List<String> PLACES = List.of("java:jboss/TransactionManager",
            "java:appserver/TransactionManager", "java:comp/TransactionManager");

    @Inject
    AfterCommitService afterCommit;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        TransactionManager manager = manager();
        if (manager == null) {
            return;
        }
        boolean calling = script.is("calling", "true");
        manager.begin();
        if (calling) {
            afterCommit.call(() -> facts.add("step", "called"));
        }
        Transaction first = manager.suspend();
        manager.begin();
        if (calling) {
            afterCommit.call(() -> facts.add("step", "never"));
        }
        first.commit();
        facts.add("step", "first committed");
        manager.rollback();
        facts.add("step", "second rolled back");
    }

    private static TransactionManager manager() {
        for (String place : PLACES) {
            try {
                return (TransactionManager) new InitialContext().lookup(place);
            } catch (NamingException elsewhere) {
                // no two servers keep it in the same place
            }
        }
        return null;
    }
}
