// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.killed;

import java.sql.SQLException;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** What is called after the commit, and writes that down in a transaction of its own. */
@ApplicationScoped
public class CalledBean {

    @Inject
    Tables tables;

    @CallAfterCommit
    @Transactional
    public void annotated(String id) throws SQLException {
        tables.insertFirst("called", id);
    }

    @Transactional
    public void called(String id) throws SQLException {
        tables.insertFirst("called", id);
    }
}
