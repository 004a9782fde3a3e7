// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;

/**
 * Executes a program as if nobody called in it, and traces what becomes of its transactions. Where calls would register
 * synchronizations, it registers some of its own: so the trace says when they are completed.
 */
final class WithoutCalls extends Execution {

    private record User(Step.App app, int transaction) {}

    private interface Registrar {
        void register(Synchronization synchronization) throws Exception;
    }

    private final Trace trace = new Trace();
    private final Map<Thread, Integer> threads = new HashMap<>();
    private final Set<User> users = new HashSet<>();

    private WithoutCalls(Map<Step.App, EmbeddedServer> applications) {
        super(applications);
        thread();
    }

    static Trace trace(Map<Step.App, EmbeddedServer> applications, List<Step> program) {
        WithoutCalls execution = new WithoutCalls(applications);
        execution.executeProgram(program);
        return execution.trace;
    }

    /** Traces what a callback does as if nobody had called it. */
    static Trace trace(Map<Step.App, EmbeddedServer> applications, Step.Call callback) {
        WithoutCalls execution = new WithoutCalls(applications);
        try {
            if (callback.how() == Step.How.ANNOTATED_TRANSACTIONAL) {
                execution.target(callback.app()).required(execution.transactional(callback));
            } else {
                execution.body(callback);
            }
        } catch (Exception | Deliberate.Worse thrown) {
            execution.trace.thrown = thrown;
        }
        return execution.trace;
    }

    private Body transactional(Step.Call callback) {
        Step.Block block = new Step.Block(callback.id(), callback.app(), Step.Demarcation.REQUIRED, List.of(),
                List.of(), Step.BodyEnd.RETURNS, Step.StageEnd.DONE, false);
        return new Body(block) {

            @Override
            public Object call() throws Exception {
                body(callback);
                return null;
            }
        };
    }

    @Override
    void call(Step.Call call) {
        int transaction = transaction();
        int status = server.registry.getTransactionStatus();
        boolean first = (status == Status.STATUS_ACTIVE || status == Status.STATUS_PREPARING)
                && users.add(new User(call.app(), transaction));
        int registrations = 0;
        if (first) {
            Transaction current = current();
            User user = new User(call.app(), transaction);
            registrations += register(server.registry::registerInterposedSynchronization, user, current);
            registrations += register(current::registerSynchronization, user, current);
        }
        trace.events.add(new Trace.Called(call, thread(), transaction, status, registrations));
    }

    private int register(Registrar registrar, User user, Transaction transaction) {
        try {
            registrar.register(synchronization(Execution::nothing,
                    outcome -> trace.events.add(new Trace.Ended(user.app(), thread(), user.transaction(), outcome,
                            transaction.toString().contains("ActionStatus.H_")))));
            return 1;
        } catch (Exception refused) {
            return 0;
        }
    }

    private int thread() {
        return threads.computeIfAbsent(Thread.currentThread(), unused -> threads.size());
    }

    @Override
    void note(String line) {
        trace.events.add(new Trace.Noted(line));
    }

    @Override
    void entered(Step.App app) {
        trace.events.add(new Trace.Entered(app, thread(), transaction()));
    }

    @Override
    void bodyStarted(Step.App app) {
        trace.events.add(new Trace.BodyStarted(app, thread(), transaction()));
    }

    @Override
    void bodyReturned(Step.App app, Throwable thrown) {
        trace.events.add(new Trace.BodyReturned(app, thread(), thrown));
    }

    @Override
    void left(Step.App app, Throwable thrown) {
        trace.events.add(new Trace.Left(app, thread(), thrown));
    }
}
