// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import java.util.List;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.servers.app.BeanManagedWork;
import io.github.callaftercommit.servers.app.Facts;
import io.github.callaftercommit.servers.app.Scenario;
import io.github.callaftercommit.servers.app.Script;
import io.github.callaftercommit.servers.app.Store;
import io.github.callaftercommit.servers.app.Witness;
import io.github.callaftercommit.servers.app.common.ProgramSource;
import io.github.callaftercommit.servers.app.common.ProgramSource.Without;
import io.github.callaftercommit.servers.app.common.Step;
import io.github.callaftercommit.servers.app.common.Step.Block;
import io.github.callaftercommit.servers.app.common.Step.Call;
import io.github.callaftercommit.servers.app.common.Step.End;
import io.github.callaftercommit.servers.app.common.Step.Fail;
import io.github.callaftercommit.servers.app.common.Step.Kind;
import io.github.callaftercommit.servers.app.common.Step.Write;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;

/** Runs the random program of a seed, with its calls or without. */
@Named("program")
@ApplicationScoped
class ProgramScenario implements Scenario {

    /** Where a step is made. */
    private enum Place {
        REQUEST, USER_TRANSACTION, TRANSACTIONAL, SESSION, BEAN_MANAGED, CALLBACK, SESSION_CALLBACK
    }

    @Inject
    AfterCommitService afterCommit;

    @Inject
    MakingBean bean;

    @Inject
    MakingSession session;

    @Inject
    UserTransaction userTransaction;

    @Inject
    TransactionalPlaces.InRequest inRequest;

    @Inject
    TransactionalPlaces.InTransactional inTransactional;

    @Inject
    TransactionalPlaces.InSession inSession;

    @Inject
    TransactionalPlaces.InCallback inCallback;

    @Inject
    TransactionalPlaces.InBeanManaged inBeanManaged;

    @Inject
    SessionInRequest sessionInRequest;

    @Inject
    SessionInTransaction sessionInTransaction;

    @Inject
    SessionInCallback sessionInCallback;

    @Inject
    BeanManagedInRequest beanManagedInRequest;

    @Inject
    BeanManagedInTransaction beanManagedInTransaction;

    @Inject
    BeanManagedInCallback beanManagedInCallback;

    @Inject
    Store store;

    @Inject
    Witness witness;

    @Inject
    Run.Reports reports;

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void play(Script script, Facts facts) throws Exception {
        Run run = new Run(script.id(), script.text("source"), script.is("calls", "true"), facts);
        long seed = Long.parseLong(script.text("seed"));
        reports.programStarts();
        try {
            for (Step step : ProgramSource.program(seed, Without.parse(script.text("without")))) {
                make(step, Place.REQUEST, run);
                run.note("sees " + seen(run));
            }
        } finally {
            reports.programEnds().forEach(failure -> facts.add("unexpected", failure));
        }
    }

    private int seen(Run run) throws Exception {
        return witness.count(run.id() + "-%");
    }

    private void makeAll(List<Step> steps, Place place, Run run) throws Exception {
        for (Step step : steps) {
            make(step, place, run);
        }
    }

    private void make(Step step, Place place, Run run) throws Exception {
        if (step instanceof Write write) {
            store.write(write.jpa() ? "jpa" : "jdbc", run.source(), run.id() + "-" + write.number());
        } else if (step instanceof Fail fail) {
            throw new Run.OnPurpose(run, fail.number());
        } else if (step instanceof Block block) {
            run(block, place, run);
        } else if (step instanceof Call call && run.calls()) {
            handOver(call, run);
        }
    }

    private void run(Block block, Place place, Run run) throws Exception {
        try {
            switch (block.by()) {
                case NONE -> body(block, place, run);
                case USER_TRANSACTION ->
                    BeanManagedWork.run(userTransaction, () -> body(block, Place.USER_TRANSACTION, run));
                case REQUIRED -> transactional(place).required(() -> body(block, Place.TRANSACTIONAL, run));
                case REQUIRES_NEW -> transactional(place).requiresNew(() -> body(block, Place.TRANSACTIONAL, run));
                case EJB -> session(place).required(() -> body(block, Place.SESSION, run));
                case EJB_REQUIRES_NEW -> session(place).requiresNew(() -> body(block, Place.SESSION, run));
                case BEAN_MANAGED -> beanManaged(place).run(() -> body(block, Place.BEAN_MANAGED, run));
            }
        } catch (Exception thrown) {
            if (run.hasThrown(thrown)) {
                run.note("out of " + block.number());
            } else if (block.end() != End.MARK) { // servers differ in what they throw then
                throw thrown;
            }
        }
    }

    private TransactionalPlaces.Place transactional(Place place) {
        return switch (place) {
            case REQUEST, USER_TRANSACTION -> inRequest;
            case TRANSACTIONAL -> inTransactional;
            case SESSION, SESSION_CALLBACK -> inSession;
            case BEAN_MANAGED -> inBeanManaged;
            case CALLBACK -> inCallback;
        };
    }

    private SessionPlace session(Place place) {
        return switch (place) {
            case REQUEST -> sessionInRequest;
            case USER_TRANSACTION, TRANSACTIONAL, SESSION, BEAN_MANAGED -> sessionInTransaction;
            case CALLBACK, SESSION_CALLBACK -> sessionInCallback;
        };
    }

    private BeanManagedPlace beanManaged(Place place) {
        return switch (place) {
            case REQUEST -> beanManagedInRequest;
            case USER_TRANSACTION, TRANSACTIONAL, SESSION, BEAN_MANAGED -> beanManagedInTransaction;
            case CALLBACK, SESSION_CALLBACK -> beanManagedInCallback;
        };
    }

    private void body(Block block, Place place, Run run) throws Exception {
        makeAll(block.steps(), place, run);
        run.note("body of " + block.number());
        switch (block.end()) {
            case CHECKED -> throw new Run.CheckedOnPurpose();
            case UNCHECKED -> throw new Run.OnPurpose(run, block.number());
            case MARK -> {
                registry.setRollbackOnly();
                if (run.calls()) {
                    afterCommit.call(() -> run.note("made though marked"));
                }
            }
            case COMMIT -> {
            }
        }
    }

    private void handOver(Call call, Run run) {
        switch (call.kind()) {
            case CALLBACK -> afterCommit.call(() -> made(call, run));
            case ARGUMENT -> afterCommit.call(argument -> made(argument, run), call);
            case ARGUMENTS -> afterCommit.call(this::made, call, run);
            case ONCE -> afterCommit.callOnce(run.id() + call.key(), () -> made(call, run));
            case CDI -> bean.make(() -> made(call, run));
            case EJB -> session.make(() -> made(call, run));
        }
    }

    private void made(Call call, Run run) {
        try {
            run.note("made " + call.number() + ", status " + registry.getTransactionStatus() + ", sees " + seen(run));
            makeAll(call.callback(), call.kind() == Kind.EJB ? Place.SESSION_CALLBACK : Place.CALLBACK, run);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
