// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;

/** Executes the steps of a program for real. */
abstract class Execution {

    final EmbeddedServer server;
    private final Map<Step.App, Target> targets = new HashMap<>();
    private final Map<Transaction, Integer> numbers = new HashMap<>();
    private final Held held;
    private int repetition;

    /** @param applications which share a transaction manager */
    Execution(Map<Step.App, EmbeddedServer> applications) {
        server = applications.get(Step.App.A);
        applications.forEach((app, in) -> targets.put(app, in.bean(Target.class)));
        held = new Held(server.manager, this::execute, this::note, this::reached);
    }

    /** A call is made, or would be made if this execution made calls. */
    abstract void call(Step.Call call);

    abstract void note(String line);

    /** Counts what the program does. */
    void reached(String what) {}

    void entered(Step.App app) {}

    void left(Step.App app, Throwable thrown) {}

    void bodyStarted(Step.App app) {}

    void bodyReturned(Step.App app, Throwable thrown) {}

    final Target target(Step.App app) {
        return targets.get(app);
    }

    /** Returns the number of the current transaction, or 0 without one. */
    final int transaction() {
        Transaction transaction = current();
        return transaction == null ? 0 : number(transaction);
    }

    final Transaction current() {
        try {
            return server.manager.getTransaction();
        } catch (SystemException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private synchronized int number(Transaction transaction) {
        return numbers.computeIfAbsent(transaction, unused -> numbers.size() + 1);
    }

    final void executeProgram(List<Step> program) {
        try {
            executeAll(program);
        } catch (Exception thrown) {
            note("the program threw " + Journal.nameOf(thrown));
        }
    }

    final void executeAll(List<Step> steps) throws Exception {
        Deque<Held.One> outside = held.start();
        Transaction before = current();
        int outer = repetition;
        repetition = 1;
        try {
            execute(steps);
        } finally {
            held.endAll(outside);
            // a body that finds its transaction ended by somebody else may leave it behind
            held.restore(before);
            repetition = outer;
        }
    }

    /** What a callback does, but for the transaction that it may leave behind where it is called later. */
    final void body(Step.Call callback) throws Exception {
        execute(callback);
        switch (callback.ending()) {
            case THROWS -> throw new Deliberate();
            case THROWS_CHECKED -> throw new Deliberate.Checked();
            case THROWS_ERROR -> throw new Deliberate.Worse();
            default -> nothing();
        }
    }

    final void execute(Step.Call callback) throws Exception {
        watchTransaction(callback.id());
        executeAll(callback.inside());
    }

    private void execute(List<Step> steps) throws Exception {
        for (Step step : steps) {
            execute(step);
        }
    }

    private void execute(Step step) throws Exception {
        int status = server.status();
        boolean alive = status == Status.STATUS_ACTIVE;
        if (step instanceof Step.Block block) {
            execute(block);
        } else if (step instanceof Step.Call call) {
            call(call);
        } else if (step instanceof Step.Resume resume) {
            held.resume(resume);
        } else if (step instanceof Step.SetRollbackOnly && (alive || status == Status.STATUS_MARKED_ROLLBACK)) {
            server.registry.setRollbackOnly();
        } else if (step instanceof Step.End end && (alive || status == Status.STATUS_MARKED_ROLLBACK)) {
            reached("transaction ended within its body: " + end.foreign());
            held.end(end);
        } else if (step instanceof Step.TimeOut && alive) {
            server.timeOut();
        } else if (step instanceof Step.Enlist enlist && alive && (enlist.only() == 0 || enlist.only() == repetition)) {
            enlist(new Faulty(enlist.fault(), Execution::nothing, Execution::nothing));
        } else if (step instanceof Step.CallAt at && alive) {
            callAt(at);
        }
    }

    private void callAt(Step.CallAt at) throws Exception {
        Runnable reached = () -> call(at.call());
        switch (at.moment()) {
            case PREPARE -> enlist(new Faulty(Step.Fault.NONE, reached, Execution::nothing));
            case COMMIT -> enlist(new Faulty(Step.Fault.NONE, Execution::nothing, reached));
            case BEFORE_COMPLETION ->
                server.registry.registerInterposedSynchronization(synchronization(reached, status -> nothing()));
            default -> server.registry
                    .registerInterposedSynchronization(synchronization(Execution::nothing, status -> reached.run()));
        }
    }

    private void enlist(Faulty resource) throws Exception {
        if (!current().enlistResource(resource)) {
            throw new AssertionError("The resource was not enlisted");
        }
    }

    private void execute(Step.Block block) throws Exception {
        Throwable thrown = null;
        Transaction before = current();
        try {
            around(block);
        } catch (Exception failure) {
            thrown = failure;
        }
        // Narayana loses the outer transaction where the inner one was ended by somebody else
        held.restore(before);
        note("block " + block.id() + " threw " + Journal.nameOf(thrown));
        if (thrown != null && !block.caught()) {
            throw Sneaky.thrown(thrown);
        }
    }

    private void around(Step.Block block) throws Exception {
        Body body = new Body(block);
        Target target = target(block.app());
        switch (block.around()) {
            case REQUIRED -> target.required(body);
            case REQUIRES_NEW -> target.requiresNew(body);
            case STAGE -> held.returned(target.stage(body));
            case STAGE_NEW -> held.returned(target.stageNew(body));
            case SUPPORTS -> target.supports(body);
            case NOT_SUPPORTED -> target.notSupported(body);
            default -> byHand(block, body);
        }
    }

    private void byHand(Step.Block block, Callable<?> body) throws Exception {
        Transaction outer = server.manager.suspend();
        try {
            if (block.around() == Step.Demarcation.SUSPENDED) {
                body.call();
                return;
            }
            server.manager.begin();
            try {
                body.call();
            } catch (Exception thrown) {
                if (server.status() != Status.STATUS_NO_TRANSACTION) {
                    server.manager.rollback();
                }
                throw thrown;
            }
            switch (block.around()) {
                case USER_TRANSACTION -> com.arjuna.ats.jta.UserTransaction.userTransaction().commit();
                case HELD -> held.add(block.id(), server.manager.suspend(), null);
                default -> Held.elsewhere(server.manager, server.manager.suspend(), true);
            }
        } finally {
            held.comeBack(outer);
        }
    }

    /** The body of a block, which knows what the interceptors around it do. */
    class Body implements Beside.Body {

        private final Step.Block block;
        private int started;

        Body(Step.Block block) {
            this.block = block;
        }

        @Override
        public Object call() throws Exception {
            int outer = repetition;
            repetition = ++started;
            try {
                watchTransaction(block.id());
                execute(block.body());
                switch (block.end()) {
                    case THROWS -> throw new Deliberate();
                    case THROWS_CHECKED -> throw new Deliberate.Checked();
                    case THROWS_FIRST -> throwIn(1);
                    case THROWS_THIRD -> throwIn(3);
                    default -> nothing();
                }
                return block.around().returnsStage() ? stage() : null;
            } finally {
                repetition = outer;
            }
        }

        private void throwIn(int unlucky) {
            if (started == unlucky) {
                throw new Deliberate();
            }
        }

        private CompletableFuture<Object> stage() throws Exception {
            reached("stage that is complete: " + block.stage());
            return switch (block.stage()) {
                case DONE -> CompletableFuture.completedFuture("done");
                case FAILED -> CompletableFuture.failedFuture(new Deliberate());
                case FAILED_CHECKED -> CompletableFuture.failedFuture(new Deliberate.Checked());
                case LATER -> held.add(block.id(), current(), new CompletableFuture<>());
            };
        }

        @Override
        public Object around(Step.Place place, InvocationContext invocation) throws Exception {
            Callable<Object> proceed = () -> proceed(place, invocation);
            for (Step.Beside beside : block.besides()) {
                if (beside.place() == place) {
                    Callable<Object> inner = proceed;
                    proceed = () -> interpose(beside, inner);
                }
            }
            return proceed.call();
        }

        private Object interpose(Step.Beside beside, Callable<Object> proceed) throws Exception {
            reached("interceptor " + beside.place() + ' ' + beside.does());
            switch (beside.does()) {
                case CALL_BEFORE -> Execution.this.call(beside.call());
                case PROCEED_THREE_TIMES -> {
                    proceed.call();
                    proceed.call();
                }
                default -> nothing();
            }
            try {
                return proceed.call();
            } catch (Exception failure) {
                switch (beside.does()) {
                    case TRANSLATE -> throw new Deliberate.Translated(failure);
                    case RETRY -> {
                        return proceed.call();
                    }
                    case SWALLOW -> {
                        return null;
                    }
                    default -> throw failure;
                }
            } finally {
                if (beside.does() == Step.Does.CALL_AFTER) {
                    Execution.this.call(beside.call());
                }
            }
        }

        /** The first of our places is next to the library's own, on the far side of it. */
        private Object proceed(Step.Place place, InvocationContext invocation) throws Exception {
            boolean outside = place == Step.Place.OUTSIDE_FIRST;
            if (!outside && place != Step.Place.INSIDE_FIRST) {
                return invocation.proceed();
            }
            if (outside) {
                entered(block.app());
            } else {
                bodyStarted(block.app());
                watchTransaction(block.id());
            }
            Throwable thrown = null;
            try {
                Object result = invocation.proceed();
                thrown = Held.failure(result);
                return result;
            } catch (Throwable failure) {
                thrown = failure;
                throw failure;
            } finally {
                if (outside) {
                    left(block.app(), thrown);
                } else {
                    bodyReturned(block.app(), thrown);
                }
            }
        }
    }

    /** The body that sees a transaction first gives it its name. */
    final void watchTransaction(int id) {
        if (server.status() == Status.STATUS_ACTIVE && server.registry.getResource(Execution.class) == null) {
            server.registry.putResource(Execution.class, id);
            server.registry.registerInterposedSynchronization(synchronization(Execution::nothing,
                    outcome -> note("transaction " + id + ' ' + Journal.outcome(outcome))));
        }
    }

    static Synchronization synchronization(Runnable before, IntConsumer after) {
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

    static void nothing() {
        // most moments are not used
    }
}
