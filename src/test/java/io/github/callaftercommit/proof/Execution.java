// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.logging.LogRecord;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;

/**
 * Executes a program for real, with its calls or without, and keeps a journal of what an application and its operator
 * would see.
 */
final class Execution {

    /** What fails on purpose. */
    static final class Deliberate extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** What fails on purpose, checked. */
    static final class DeliberateChecked extends Exception {

        private static final long serialVersionUID = 1;
    }

    /** What fails on purpose, badly. */
    static final class DeliberateError extends Error {

        private static final long serialVersionUID = 1;
    }

    final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    final Observed observed = new Observed();
    private final EmbeddedServer server;
    private final Target target;
    private final boolean calling;

    Execution(EmbeddedServer server, boolean calling) {
        this.server = server;
        this.calling = calling;
        target = server.bean(Target.class);
        server.sendLogTo(this::logged);
        server.bean(EmbeddedServer.Reports.class)
                .sendTo(failure ->
                        journal.add("failure of " + failure.call() + ": " + Journal.nameOf(failure.cause())));
    }

    void execute(List<Step> steps) {
        for (Step step : steps) {
            execute(step);
        }
    }

    /** Executes what a callback does as if nobody had called it, to see what becomes of its transactions. */
    void executeAlone(Step.Call call) {
        attempt(call.id(), () -> {
            if (call.how() == Step.How.ANNOTATED_TRANSACTIONAL) {
                target.required(() -> {
                    body(call, false);
                    return null;
                });
            } else {
                body(call, false);
            }
            return null;
        });
    }

    private void execute(Step step) {
        if (step instanceof Step.Block block) {
            attempt(block.id(), () -> {
                around(block);
                return null;
            });
        } else if (step instanceof Step.Call call) {
            call(call);
        } else if (server.status() == Status.STATUS_ACTIVE) {
            inTransaction(step);
        } else if (step instanceof Step.SetRollbackOnly && server.status() == Status.STATUS_MARKED_ROLLBACK) {
            inTransaction(step);
        }
    }

    private void inTransaction(Step step) {
        try {
            if (step instanceof Step.SetRollbackOnly) {
                server.registry.setRollbackOnly();
            } else if (step instanceof Step.TimeOut) {
                server.timeOut();
            } else if (step instanceof Step.Enlist enlist) {
                enlist(new Faulty(enlist.fault(), Execution::nothing, Execution::nothing));
            } else if (step instanceof Step.CallAt at) {
                callAt(at, (Integer) server.registry.getResource(Execution.class));
            }
        } catch (Exception failure) {
            throw Sneaky.thrown(failure);
        }
    }

    private void callAt(Step.CallAt at, int transaction) throws Exception {
        Runnable reached = () -> {
            observed.reached(transaction, at, server.registry.getTransactionStatus());
            call(at.call());
        };
        switch (at.moment()) {
            case PREPARE -> enlist(new Faulty(Step.Fault.NONE, reached, Execution::nothing));
            case COMMIT -> enlist(new Faulty(Step.Fault.NONE, Execution::nothing, reached));
            case BEFORE_COMPLETION ->
                server.registry.registerInterposedSynchronization(synchronization(reached, status -> nothing()));
            default ->
                server.registry.registerInterposedSynchronization(
                        synchronization(Execution::nothing, status -> reached.run()));
        }
    }

    private void enlist(Faulty resource) throws Exception {
        if (!server.manager.getTransaction().enlistResource(resource)) {
            throw new AssertionError("The resource was not enlisted");
        }
    }

    private void around(Step.Block block) throws Exception {
        Callable<?> body = () -> {
            transactionBody(block);
            return null;
        };
        switch (block.around()) {
            case REQUIRED -> target.required(body);
            case REQUIRES_NEW -> target.requiresNew(body);
            case SUPPORTS -> target.supports(body);
            case NOT_SUPPORTED -> target.notSupported(body);
            default -> byHand(block);
        }
    }

    private void byHand(Step.Block block) throws Exception {
        Transaction outer = server.manager.suspend();
        try {
            if (block.around() == Step.Demarcation.SUSPENDED) {
                transactionBody(block);
                return;
            }
            server.manager.begin();
            try {
                transactionBody(block);
            } catch (Deliberate | DeliberateChecked thrown) {
                server.manager.rollback();
                throw thrown;
            }
            if (block.around() == Step.Demarcation.USER_TRANSACTION) {
                com.arjuna.ats.jta.UserTransaction.userTransaction().commit();
            } else {
                commitElsewhere();
            }
        } finally {
            if (outer != null) {
                server.manager.resume(outer);
            }
        }
    }

    private void commitElsewhere() throws Exception {
        Transaction transaction = server.manager.suspend();
        EmbeddedServer.onAnotherThread(() -> {
            server.manager.resume(transaction);
            server.manager.commit();
            return null;
        });
    }

    private void transactionBody(Step.Block block) throws DeliberateChecked {
        watchTransaction(block.id());
        execute(block.body());
        switch (block.end()) {
            case THROWS -> throw new Deliberate();
            case THROWS_CHECKED -> throw new DeliberateChecked();
            default -> nothing();
        }
    }

    /** The body that sees a transaction first gives it its number. */
    private void watchTransaction(int id) {
        if (server.status() == Status.STATUS_ACTIVE && server.registry.getResource(Execution.class) == null) {
            server.registry.putResource(Execution.class, id);
            Transaction transaction = server.current();
            server.registry.registerInterposedSynchronization(synchronization(Execution::nothing, outcome -> {
                observed.completed(id, outcome);
                if (transaction.toString().contains("ActionStatus.H_")) {
                    observed.doubted(id);
                }
            }));
        }
    }

    private void call(Step.Call call) {
        if (!calling) {
            return;
        }
        boolean[] returned = new boolean[1];
        Work work = new Work(() -> {
            journal.add("run " + call.id() + " in " + Journal.statusName(server.status()));
            body(call, returned[0]);
        });
        try {
            request(call.how(), work);
        } catch (Exception | DeliberateError thrown) {
            journal.add("call " + call.id() + " threw " + Journal.nameOf(thrown));
        } finally {
            returned[0] = true;
        }
    }

    private void request(Step.How how, Work work) throws Exception {
        switch (how) {
            case RUNNABLE -> server.afterCommit.call(work);
            case ONE_ARGUMENT -> server.afterCommit.call(new Work.One(), work);
            case TWO_ARGUMENTS -> server.afterCommit.call(new Work.Two(), work, null);
            case ONCE_A, ONCE_B -> server.afterCommit.callOnce(how, work);
            case REQUIRING -> server.afterCommit.requireTransaction().call(work);
            case ANNOTATED -> target.annotated(work);
            case ANNOTATED_TRANSACTIONAL -> target.transactional(work);
            case ANNOTATED_REJECTING -> target.rejecting(work);
            default -> throw new AssertionError(how);
        }
    }

    private void body(Step.Call call, boolean deferred) {
        watchTransaction(call.id());
        execute(call.steps());
        try {
            if (deferred && call.ending().name().startsWith("LEAVES")) {
                leaveTransaction(call.ending());
            }
        } catch (Exception failure) {
            throw Sneaky.thrown(failure);
        }
        switch (call.ending()) {
            case THROWS -> throw new Deliberate();
            case THROWS_CHECKED -> throw Sneaky.thrown(new DeliberateChecked());
            case THROWS_ERROR -> throw new DeliberateError();
            default -> nothing();
        }
    }

    private void leaveTransaction(Step.Ending ending) throws Exception {
        server.manager.begin();
        server.afterCommit.call(new Work(() -> journal.add("run, though its transaction was left open")));
        switch (ending) {
            case LEAVES_MARKED -> server.manager.setRollbackOnly();
            case LEAVES_TIMED_OUT -> server.timeOut();
            case LEAVES_OPEN_AND_THROWS -> throw new Deliberate();
            default -> nothing();
        }
    }

    /** Code that catches whatever its callee throws, and goes on. */
    private void attempt(int id, Callable<?> work) {
        String thrown = "nothing";
        try {
            work.call();
        } catch (Exception | DeliberateError failure) {
            thrown = Journal.nameOf(failure);
        }
        observed.ended(id, thrown);
        journal.add("block " + id + " threw " + thrown);
    }

    private void logged(LogRecord message) {
        Journal.line(message).ifPresent(journal::add);
    }

    private static Synchronization synchronization(Runnable before, IntConsumer after) {
        return new Synchronization() {

            @Override
            public void beforeCompletion() {
                before.run();
            }

            @Override
            public void afterCompletion(int status) {
                after.accept(status);
            }
        };
    }

    private static void nothing() {
        // most moments are not used
    }
}
