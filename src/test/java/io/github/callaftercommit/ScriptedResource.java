// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** An XA resource that agrees to everything, unless the test says otherwise; it is enlisted in a real transaction. */
final class ScriptedResource implements XAResource {

    private static final Work AGREE = () -> {};

    private Work onPrepare = AGREE;
    private Work onCommit = AGREE;
    private Work onRollback = AGREE;

    static ScriptedResource agreeing() {
        return new ScriptedResource();
    }

    ScriptedResource onPrepare(Work work) {
        onPrepare = work;
        return this;
    }

    ScriptedResource onCommit(Work work) {
        onCommit = work;
        return this;
    }

    ScriptedResource onRollback(Work work) {
        onRollback = work;
        return this;
    }

    /** Answers the commit with an error code of {@link XAException}. */
    ScriptedResource refusingCommit(int errorCode) {
        return onCommit(() -> {
            throw new XAException(errorCode);
        });
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        answer(onPrepare);
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        answer(onCommit);
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        answer(onRollback);
    }

    @Override
    public void start(Xid xid, int flags) {
        // nothing to remember
    }

    @Override
    public void end(Xid xid, int flags) {
        // nothing to forget
    }

    @Override
    public void forget(Xid xid) {
        // nothing to forget
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return this == other;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    private static void answer(Work work) throws XAException {
        try {
            work.run();
        } catch (XAException answer) {
            throw answer;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
