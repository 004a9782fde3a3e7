// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.AfterCommitService;

/** Executes a program with its calls, and keeps a journal of what its users and its operators see. */
final class WithCalls extends Execution {

    final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    private final Map<Step.App, EmbeddedServer> applications;
    private Step.Call startedLast;

    WithCalls(Map<Step.App, EmbeddedServer> applications) {
        super(applications);
        this.applications = applications;
        EmbeddedServer.sendLogTo(message -> Journal.line(message).ifPresent(journal::add));
        applications
                .forEach((app, in) -> in.bean(EmbeddedServer.Reports.class).sendTo(failure -> observe(app, failure)));
    }

    @Override
    void note(String line) {
        journal.add(line);
    }

    @Override
    void reached(String what) {
        Reached.count(what);
    }

    @Override
    void call(Step.Call call) {
        boolean[] returned = new boolean[1];
        Work work = new Work(() -> {
            journal.add("run " + call.id() + " in " + Journal.statusName(server.status()) + requests());
            startedLast = call;
            callBack(call, returned[0]);
        });
        try {
            request(call, work);
        } catch (Exception | Deliberate.Worse thrown) {
            journal.add("call " + call.id() + " threw " + Journal.nameOf(thrown));
        } finally {
            returned[0] = true;
        }
    }

    /** In whose requests it is. */
    private String requests() {
        return applications.entrySet().stream().filter(application -> application.getValue().isRequestActive())
                .map(application -> " of " + application.getKey()).sorted().collect(Collectors.joining());
    }

    private void request(Step.Call call, Work work) throws Exception {
        AfterCommitService service = applications.get(call.app()).afterCommit;
        switch (call.how()) {
            case RUNNABLE -> service.call(work);
            case ONE_ARGUMENT -> service.call(new Work.One(), work);
            case TWO_ARGUMENTS -> service.call(new Work.Two(), work, null);
            case ONCE_A, ONCE_B -> service.callOnce(call.how(), work);
            case REQUIRING -> service.requireTransaction().call(work);
            case ANNOTATED -> target(call.app()).annotated(work);
            case ANNOTATED_TRANSACTIONAL -> target(call.app()).transactional(work);
            case ANNOTATED_REJECTING -> target(call.app()).rejecting(work);
            default -> throw new AssertionError(call);
        }
    }

    private void callBack(Step.Call call, boolean deferred) {
        try {
            if (deferred && call.leavesTransaction()) {
                execute(call);
                leaveTransaction(call.app(), call.ending() == Step.Ending.LEAVES_MARKED);
                switch (call.ending()) {
                    case LEAVES_TIMED_OUT -> server.timeOut();
                    case LEAVES_OPEN_AND_THROWS -> throw new Deliberate();
                    default -> nothing();
                }
            } else {
                body(call);
            }
        } catch (Exception failure) {
            throw Sneaky.thrown(failure);
        }
    }

    private void leaveTransaction(Step.App app, boolean marked) throws Exception {
        server.manager.begin();
        applications.get(app).afterCommit
                .call(new Work(() -> journal.add("run, though its transaction was left open")));
        if (marked) {
            server.manager.setRollbackOnly();
        }
    }

    private void observe(Step.App app, AfterCommitFailure failure) {
        Step.Observer does = startedLast.observer();
        journal.add("failure of " + failure.call() + " in " + app + ": " + Journal.nameOf(failure.cause()));
        try {
            switch (does) {
                case LEAVES_OPEN, LEAVES_OPEN_AND_THROWS -> leaveTransaction(app, false);
                case COMMITS_WITH_CALL -> {
                    server.manager.begin();
                    call(Step.Call.ofObserver(app));
                    server.manager.commit();
                }
                case CALLS -> call(Step.Call.ofObserver(app));
                default -> nothing();
            }
        } catch (Exception thrown) {
            throw Sneaky.thrown(thrown);
        }
        switch (does) {
            case THROWS, LEAVES_OPEN_AND_THROWS -> throw new Deliberate();
            case THROWS_ERROR -> throw new Deliberate.Worse();
            default -> nothing();
        }
    }
}
