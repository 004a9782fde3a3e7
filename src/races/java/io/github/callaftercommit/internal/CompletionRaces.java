// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The calls of one transaction, met by two threads at the same moment: none is lost, none is made twice, none is made
 * after a drop. The first figure is what was accepted, the second what was made.
 */
public final class CompletionRaces {

    private CompletionRaces() {}

    /** Calls with one synchronization, which nobody completes but the test. */
    abstract static class Calls {

        /** Without a registry and a manager. */
        private static final TransactionServices SERVICES = new TransactionServices(Application.ROUTER.beanManager(),
                null, null, null, null);
        private static final CallRunner RUNNER = new CallRunner(Application.ROUTER.beanManager(), SERVICES,
                Runnable::run);

        final AtomicInteger made = new AtomicInteger();
        private Synchronization synchronization;
        final TransactionCalls calls;

        Calls() {
            calls = new TransactionCalls(this, SERVICES, RUNNER, kept -> false, new ConcurrentHashMap<>());
            try {
                calls.register((TransactionSynchronizationRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
                        new Class<?>[]{TransactionSynchronizationRegistry.class},
                        (proxy, method, arguments) -> synchronization = (Synchronization) arguments[0]));
            } catch (Exception refused) {
                throw new IllegalStateException(refused);
            }
        }

        int add() {
            return calls.add(made::incrementAndGet, null) ? 1 : 0;
        }

        void complete(int outcome) {
            synchronization.afterCompletion(outcome);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "joined in time, and made")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "too late, and told so")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, made twice, or made although it was refused")
    public static class CallAgainstCommit extends Calls {

        @Actor
        public void call(II_Result result) {
            result.r1 = add();
        }

        @Actor
        public void commit() {
            complete(Status.STATUS_COMMITTED);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = {"1, 0", "0, 0"}, expect = Expect.ACCEPTABLE, desc = "dropped with the others, or refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "made after a rollback")
    public static class CallAgainstRollback extends Calls {

        @Actor
        public void call(II_Result result) {
            result.r1 = add();
        }

        @Actor
        public void rollBack() {
            complete(Status.STATUS_ROLLEDBACK);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "both joined, and made")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class TwoCallers extends Calls {

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
            complete(Status.STATUS_COMMITTED);
            result.r1 = accepted.get();
            result.r2 = made.get();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "made by one of them")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost, or made twice")
    public static class TwoCompletions extends Calls {

        private final int accepted = add();

        @Actor
        public void one() {
            complete(Status.STATUS_COMMITTED);
        }

        @Actor
        public void other() {
            complete(Status.STATUS_COMMITTED);
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
    public static class TakingAgainstCommit extends Calls {

        private final int accepted = add();

        @Actor
        public void callNow() {
            try {
                calls.callNow();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Actor
        public void commit() {
            complete(Status.STATUS_COMMITTED);
        }

        @Arbiter
        public void count(II_Result result) {
            result.r1 = accepted;
            result.r2 = made.get();
        }
    }
}
