// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.Map;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A resource manager that keeps nothing and fails as it is told. */
final class Faulty implements XAResource {

    private static final Map<Step.Fault, Integer> CODES = Map.ofEntries(
            Map.entry(Step.Fault.PREPARE_VETO, XAException.XA_RBROLLBACK),
            Map.entry(Step.Fault.PREPARE_RMERR, XAException.XAER_RMERR),
            Map.entry(Step.Fault.COMMIT_HEURMIX, XAException.XA_HEURMIX),
            Map.entry(Step.Fault.COMMIT_HEURHAZ, XAException.XA_HEURHAZ),
            Map.entry(Step.Fault.COMMIT_HEURRB, XAException.XA_HEURRB),
            Map.entry(Step.Fault.COMMIT_HEURCOM, XAException.XA_HEURCOM),
            Map.entry(Step.Fault.COMMIT_RMFAIL, XAException.XAER_RMFAIL),
            Map.entry(Step.Fault.COMMIT_NOTA, XAException.XAER_NOTA),
            Map.entry(Step.Fault.COMMIT_RMERR, XAException.XAER_RMERR),
            Map.entry(Step.Fault.ROLLBACK_RMERR, XAException.XAER_RMERR),
            Map.entry(Step.Fault.ROLLBACK_HEURCOM, XAException.XA_HEURCOM));

    private final Step.Fault fault;
    private final Runnable inPrepare;
    private final Runnable inCommit;

    Faulty(Step.Fault fault, Runnable inPrepare, Runnable inCommit) {
        this.fault = fault;
        this.inPrepare = inPrepare;
        this.inCommit = inCommit;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        inPrepare.run();
        failIn("PREPARE");
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        inCommit.run();
        failIn("COMMIT");
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        failIn("ROLLBACK");
    }

    private void failIn(String phase) throws XAException {
        if (fault.name().startsWith(phase)) {
            throw new XAException(CODES.get(fault));
        }
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public void start(Xid xid, int flags) {
        // nothing is kept
    }

    @Override
    public void end(Xid xid, int flags) {
        // nothing is kept
    }

    @Override
    public void forget(Xid xid) {
        // nothing is kept
    }
}
