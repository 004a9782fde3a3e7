// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.killed;

import java.sql.SQLException;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;

/** Transactions of one row, or of two rows in two phases, with a call. */
@ApplicationScoped
public class WritingBean {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    CalledBean calls;

    @Inject
    Tables tables;

    @Inject
    UserTransaction transaction;

    @Transactional(rollbackOn = SQLException.class)
    public void transactional(String id, boolean both, boolean commit) throws SQLException {
        calls.annotated(id);
        write(id, both, commit);
    }

    public void byHand(String id, boolean both, boolean commit) throws Exception {
        transaction.begin();
        boolean done = false;
        try {
            afterCommit.call(calls::called, id);
            write(id, both, commit);
            done = transaction.getStatus() == Status.STATUS_ACTIVE;
        } finally {
            if (done) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
        }
    }

    private void write(String id, boolean both, boolean commit) throws SQLException {
        tables.insertFirst("entry", id);
        if (both) {
            tables.insertSecond("pair", id);
        }
        if (!commit) {
            throw new SQLException("on purpose");
        }
    }
}
