// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import io.github.callaftercommit.internal.Application.Shared;
import jakarta.transaction.Synchronization;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads that meet in a transaction of Narayana. The first figure is how many calls were not refused, the second
 * how many were made.
 */
public final class TransactionRaces {

    private TransactionRaces() {}

    @JCStressTest
    @State
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both made")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, refused, or made twice")
    public static class TwoFirstCalls extends Shared {

        @Actor
        public void one() {
            call(null);
        }

        @Actor
        public void other() {
            call(null);
        }

        @Arbiter
        public void commitAndCount(II_Result result) {
            commit();
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "one of them made, the other ignored")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, refused, or made twice")
    public static class TwoFirstCallsWithTheSameKey extends Shared {

        @Actor
        public void one() {
            call("key");
        }

        @Actor
        public void other() {
            call("key");
        }

        @Arbiter
        public void commitAndCount(II_Result result) {
            commit();
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "in time, and made")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "too late, and refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class FirstCallAgainstCommit extends Shared {

        @Actor
        public void caller() {
            call(null);
        }

        @Actor
        public void committer() {
            commit();
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "in time, and made with the first one")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "too late, and refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class FurtherCallAgainstCommit extends Shared {

        public FurtherCallAgainstCommit() {
            call(null);
        }

        @Actor
        public void caller() {
            call(null);
        }

        @Actor
        public void committer() {
            commit();
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = {"1, 0", "0, 0"}, expect = Expect.ACCEPTABLE, desc = "dropped, or refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "made after a rollback")
    public static class CallAgainstTimeout extends Shared {

        @Actor
        public void caller() {
            call(null);
        }

        @Actor
        public void reaper() {
            timeOut();
        }

        @Arbiter
        public void count(II_Result result) {
            forget();
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }

    /** Narayana holds its lock while it calls beforeCompletion, and needs it for every registration. */
    @JCStressTest
    @State
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both made")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the other one came too late, and was refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class FirstCallsOfTheCommitterAndOfAnother extends Shared implements Synchronization {

        public FirstCallsOfTheCommitterAndOfAnother() {
            work(() -> Application.REGISTRY.registerInterposedSynchronization(this));
        }

        @Override
        public void beforeCompletion() {
            callHere(null);
        }

        @Override
        public void afterCompletion(int status) {
            // the calls are made
        }

        @Actor
        public void committer() {
            commit();
        }

        @Actor
        public void other() {
            call(null);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }

    /** A boundary keeps the calls of its transaction, whoever has made the first one. */
    @JCStressTest
    @State
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both made")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, refused, or made twice")
    public static class TwoFirstCallsUnderTransactional extends Shared {

        @Actor
        public void one() {
            call(null);
        }

        @Actor
        public void other() {
            call(null);
        }

        /** What the interceptors beside the transactional one do. */
        @Arbiter
        public void commitAtBoundaryAndCount(II_Result result) {
            TransactionalBoundaries boundaries = Application.ROUTER.boundaries();
            TransactionalBoundaries.Boundary boundary = boundaries.enter(null);
            work(() -> boundaries.bodyStarts(Application.REGISTRY.getTransactionKey()));
            boundary.bodyReturned(null);
            commit();
            boundaries.leave(boundary, null);
            result.r1 = asked.get();
            result.r2 = made.get();
        }
    }
}
