// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.servers.app.common.ProgramSource;
import io.github.callaftercommit.servers.app.common.ProgramSource.Without;
import io.github.callaftercommit.servers.app.common.Step;
import io.github.callaftercommit.servers.app.common.Step.Block;
import io.github.callaftercommit.servers.app.common.Step.Call;
import io.github.callaftercommit.servers.app.common.Step.End;
import io.github.callaftercommit.servers.app.common.Step.Fail;
import io.github.callaftercommit.servers.app.common.Step.Write;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Runs the random program of a seed, with its calls or without: as on the servers, but without EJBs. */
@Singleton
@Path("scenario/program")
public class ProgramResource {

    /** A program that runs, and what is noted of it. */
    record Run(String id, boolean calls, List<String> facts) {

        void note(String note) {
            facts.add("note=" + note);
        }
    }

    /** Thrown by a callback, or out of a block that rolls back. */
    static final class OnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Run run;
        private final int number;

        OnPurpose(Run run, int number) {
            super("on purpose", null, false, false);
            this.run = run;
            this.number = number;
        }

        static OnPurpose in(Throwable thrown) {
            return thrown == null || thrown instanceof OnPurpose ? (OnPurpose) thrown : in(thrown.getCause());
        }
    }

    @Inject
    AfterCommitService afterCommit;

    @Inject
    MakingBean bean;

    @Inject
    Demarcations demarcations;

    @Inject
    Entries entries;

    @Inject
    TransactionSynchronizationRegistry registry;

    @GET
    public String play(@QueryParam("id") String id, @QueryParam("seed") long seed,
            @QueryParam("without") String without, @QueryParam("calls") boolean calls) {
        Run run = new Run(id, calls, new CopyOnWriteArrayList<>());
        for (Step step : ProgramSource.program(seed, Without.parse(without))) {
            make(step, run);
            run.note("sees " + entries.count(id + "-%"));
        }
        return String.join("\n", run.facts());
    }

    void reported(@Observes AfterCommitFailure failure) {
        OnPurpose expected = OnPurpose.in(failure.cause());
        if (expected != null) {
            expected.run.note("reported " + expected.number);
        }
    }

    private void make(Step step, Run run) {
        if (step instanceof Write write) {
            entries.insertIntoWide(run.id() + "-" + write.number());
        } else if (step instanceof Fail fail) {
            throw new OnPurpose(run, fail.number());
        } else if (step instanceof Block block) {
            run(block, run);
        } else if (step instanceof Call call && run.calls()) {
            handOver(call, run);
        }
    }

    private void run(Block block, Run run) {
        try {
            demarcations.run(Demarcation.valueOf(block.by().name()), () -> body(block, run));
        } catch (Exception thrown) {
            if (OnPurpose.in(thrown) != null) {
                run.note("out of " + block.number());
            } else if (block.end() != End.MARK) { // platforms differ in what they throw then
                throw new IllegalStateException(thrown);
            }
        }
    }

    private void body(Block block, Run run) {
        block.steps().forEach(step -> make(step, run));
        run.note("body of " + block.number());
        if (block.end() == End.UNCHECKED) {
            throw new OnPurpose(run, block.number());
        } else if (block.end() == End.MARK) {
            registry.setRollbackOnly();
            if (run.calls()) {
                afterCommit.call(() -> run.note("made though marked"));
            }
        }
    }

    private void handOver(Call call, Run run) {
        switch (call.kind()) {
            case CALLBACK -> afterCommit.call(() -> made(call, run));
            case ARGUMENT -> afterCommit.call(argument -> made(argument, run), call);
            case ARGUMENTS -> afterCommit.call(this::made, call, run);
            case ONCE -> afterCommit.callOnce(run.id() + call.key(), () -> made(call, run));
            default -> bean.make(() -> made(call, run));
        }
    }

    private void made(Call call, Run run) {
        run.note("made " + call.number() + ", status " + registry.getTransactionStatus() + ", sees "
                + entries.count(run.id() + "-%"));
        call.callback().forEach(step -> make(step, run));
    }
}
