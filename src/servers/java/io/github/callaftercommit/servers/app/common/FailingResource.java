// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.common;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

import jakarta.transaction.Transaction;

/** A resource that is asked to commit and tells that it has done so in part. */
public final class FailingResource implements XAResource {

    /** Two, so that the commit has two phases. */
    public static void enlistTwo(Transaction transaction) throws Exception {
        transaction.enlistResource(new FailingResource());
        transaction.enlistResource(new FailingResource());
    }

    @Override
    public int prepare(Xid branch) {
        return XA_OK;
    }

    @Override
    public void commit(Xid branch, boolean onePhase) throws XAException {
        throw new XAException(XAException.XA_HEURMIX);
    }

    @Override
    public void rollback(Xid branch) {
        // there is nothing
    }

    @Override
    public void start(Xid branch, int flags) {
        // there is nothing
    }

    @Override
    public void end(Xid branch, int flags) {
        // there is nothing
    }

    @Override
    public void forget(Xid branch) {
        // there is nothing
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
