// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.transaction.Status;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The queue of a transaction, met by two threads at the same moment: no call is lost, none is made twice, none is made
 * after a drop. The first figure is what was accepted, the second what was made.
 */
public final class CallQueueRaces {

    private static final CallQueues QUEUES = start();

    private CallQueueRaces() {}

    private static CallQueues start() {
        // the fork of the test ends with it
        @SuppressWarnings("resource")
        SeContainer container = SeContainerInitializer.newInstance().initialize();
        CallQueues[] found = new CallQueues[1];
        container.select(CallQueues.class).get().passTo(queues -> found[0] = queues);
        return found[0];
    }

    /** A queue that is registered with nobody stands for one whose last synchronization completes. */
    abstract static class Queued {

        final AtomicInteger made = new AtomicInteger();
        final CallQueue queue = QUEUES.queueOf(this, false);

        int add() {
            return queue.add(made::incrementAndGet, null) ? 1 : 0;
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "queued in time, and made")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "too late for the queue, and told so")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, made twice, or made although it was refused")
    public static class CallAgainstCommit extends Queued {

        @Actor
        public void call(II_Result result) {
            result.r1 = add();
        }

        @Actor
        public void commit() {
            queue.afterCompletion(Status.STATUS_COMMITTED);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"1, 0", "0, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "dropped with the others, or refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "made after a rollback")
    public static class CallAgainstRollback extends Queued {

        @Actor
        public void call(II_Result result) {
            result.r1 = add();
        }

        @Actor
        public void rollBack() {
            queue.afterCompletion(Status.STATUS_ROLLEDBACK);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both queued, and made")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class TwoCallers extends Queued {

        private final AtomicInteger accepted = new AtomicInteger();

        @Actor
        public void first() {
            accepted.addAndGet(add());
        }

        @Actor
        public void second() {
            accepted.addAndGet(add());
        }

        @Arbiter
        public void commitAndCount(II_Result result) {
            queue.afterCompletion(Status.STATUS_COMMITTED);
            result.r1 = accepted.get();
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "made by one of them")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class TwoCompletions extends Queued {

        private final int accepted = add();

        @Actor
        public void one() {
            queue.afterCompletion(Status.STATUS_COMMITTED);
        }

        @Actor
        public void other() {
            queue.afterCompletion(Status.STATUS_COMMITTED);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = accepted;
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "made after the commit, or by who took it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class TakingAgainstCommit extends Queued {

        private final int accepted = add();

        @Actor
        public void callNow() {
            Runnable taken = queue.poll();
            if (taken != null) {
                taken.run();
            }
        }

        @Actor
        public void commit() {
            queue.afterCompletion(Status.STATUS_COMMITTED);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = accepted;
            result.r2 = made.get();
        }
    }
}
