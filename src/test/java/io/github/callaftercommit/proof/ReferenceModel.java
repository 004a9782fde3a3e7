// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.transaction.Status;

/**
 * Says what the journal of a program must be, given what becomes of its transactions; written from the documented
 * rules, not from the code.
 */
final class ReferenceModel {

    /** A transaction as the rules see it. */
    private static final class Transaction {

        private final int id;
        private final List<Step.Call> queue = new ArrayList<>();
        private final Set<Step.How> keys = new HashSet<>();
        private int status = Status.STATUS_ACTIVE;
        /** Whether anybody has called in it, and how many of its synchronizations were registered before. */
        private int synchronizationsBeforeQueue = -1;

        boolean concluded;
        private int synchronizations;

        private Transaction(int id) {
            this.id = id;
        }
    }

    final List<String> journal = new ArrayList<>();
    private final Observed observed;
    private Transaction current;

    ReferenceModel(Observed observed) {
        this.observed = observed;
    }

    void execute(List<Step> steps) {
        steps.forEach(this::execute);
    }

    private void execute(Step step) {
        if (step instanceof Step.Block block) {
            execute(block);
        } else if (step instanceof Step.Call call) {
            call(call, current == null ? Status.STATUS_NO_TRANSACTION : current.status, current);
        } else if (current != null && step instanceof Step.SetRollbackOnly && current.status == Status.STATUS_ACTIVE) {
            current.status = Status.STATUS_MARKED_ROLLBACK;
        } else if (current != null && step instanceof Step.TimeOut && current.status == Status.STATUS_ACTIVE) {
            complete(current, false, false);
        } else if (current != null
                && step instanceof Step.CallAt at
                && at.moment() == Step.Moment.AFTER_COMPLETION
                && current.status == Status.STATUS_ACTIVE) {
            current.synchronizations++;
        }
    }

    private void execute(Step.Block block) {
        Transaction outer = current;
        boolean begins =
                switch (block.around()) {
                    case REQUIRED -> outer == null;
                    case REQUIRES_NEW, USER_TRANSACTION, COMMITTED_ELSEWHERE -> true;
                    default -> false;
                };
        boolean joins = block.around() == Step.Demarcation.REQUIRED || block.around() == Step.Demarcation.SUPPORTS;
        current = begins ? new Transaction(block.id()) : joins ? outer : null;
        execute(block.body());
        if (begins) {
            boolean declared =
                    block.around() == Step.Demarcation.REQUIRED || block.around() == Step.Demarcation.REQUIRES_NEW;
            end(
                    current,
                    declared,
                    String.valueOf(
                            block.end() == Step.BodyEnd.RETURNS
                                    ? "nothing"
                                    : block.end() == Step.BodyEnd.THROWS ? "Deliberate" : "DeliberateChecked"));
        } else if (current != null && block.end() == Step.BodyEnd.THROWS && current.status == Status.STATUS_ACTIVE) {
            // an unchecked exception that leaves @Transactional dooms the transaction it has joined
            current.status = Status.STATUS_MARKED_ROLLBACK;
        }
        current = outer;
        journal.add("block " + block.id() + " threw " + observed.thrown(block.id()));
    }

    /** @param bodyThrew what the code around the transaction has caught if the commit added nothing to it */
    private void end(Transaction transaction, boolean declared, String bodyThrew) {
        if (transaction.status == Status.STATUS_ROLLEDBACK) {
            return;
        }
        boolean commitFailed = declared && !observed.thrown(transaction.id).equals(bodyThrew);
        complete(transaction, declared, commitFailed);
    }

    private void complete(Transaction transaction, boolean declared, boolean commitFailed) {
        int outcome = observed.outcome(transaction.id);
        Transaction outer = current;
        boolean calledBefore = transaction.synchronizationsBeforeQueue >= 0;
        for (Observed.Moment moment : observed.moments(transaction.id, false)) {
            call(moment.at().call(), moment.status(), transaction);
        }
        transaction.status = outcome;
        current = null;
        // Narayana accepts no plain synchronization any more when the first call is made before completion: only the
        // interposed one and a boundary are left
        boolean atOnce = outcome != Status.STATUS_COMMITTED || !declared && !calledBefore;
        int later = transaction.synchronizations - transaction.synchronizationsBeforeQueue;
        List<Observed.Moment> moments = observed.moments(transaction.id, true);
        for (int i = 0; i < moments.size(); i++) {
            // interposed synchronizations complete in the reverse order of their registration
            if (i == later && atOnce) {
                conclude(transaction, outcome, commitFailed);
            }
            call(moments.get(i).at().call(), moments.get(i).status(), transaction);
        }
        conclude(transaction, outcome, commitFailed);
        current = outer;
    }

    private void conclude(Transaction transaction, int outcome, boolean commitFailed) {
        transaction.concluded = true;
        List<Step.Call> calls = List.copyOf(transaction.queue);
        transaction.queue.clear();
        if (outcome != Status.STATUS_COMMITTED) {
            lose(outcome == Status.STATUS_ROLLEDBACK ? "CAC-004" : "CAC-005", calls);
        } else if (commitFailed) {
            lose("CAC-006", calls);
        } else if (observed.isDoubted(transaction.id)) {
            lose("CAC-005", calls);
        } else {
            calls.forEach(this::callAfterCommit);
        }
    }

    private void lose(String id, List<Step.Call> calls) {
        if (!calls.isEmpty()) {
            journal.add(id
                    + ' '
                    + String.join(
                            ", ", calls.stream().map(ReferenceModel::nameOf).toList()));
        }
    }

    private void call(Step.Call call, int status, Transaction transaction) {
        if (transaction != null
                && transaction.synchronizationsBeforeQueue >= 0
                && !transaction.concluded
                && status != Status.STATUS_NO_TRANSACTION) {
            // it joins the others whatever the status is by now; a reaper is in no transaction
            queue(call, transaction);
            return;
        }
        switch (status) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> callAtOnce(call);
            case Status.STATUS_ACTIVE -> queue(call, transaction);
            case Status.STATUS_MARKED_ROLLBACK -> queueOrLose(call, transaction);
            case Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> lose("CAC-004", List.of(call));
            // once two-phase commit has begun, Narayana gives no access to the resources of a transaction: neither to a
            // queue that is there nor for a new one
            default -> journal.add("call " + call.id() + " threw CAC-021");
        }
    }

    /** A doomed transaction drops what joins its queue together; it takes no new synchronization. */
    private void queueOrLose(Step.Call call, Transaction transaction) {
        if (transaction.synchronizationsBeforeQueue < 0) {
            lose("CAC-004", List.of(call));
        } else {
            queue(call, transaction);
        }
    }

    private void queue(Step.Call call, Transaction transaction) {
        if (transaction.synchronizationsBeforeQueue < 0) {
            transaction.synchronizationsBeforeQueue = transaction.synchronizations;
        }
        boolean once = call.how() == Step.How.ONCE_A || call.how() == Step.How.ONCE_B;
        if (!once || transaction.keys.add(call.how())) {
            transaction.queue.add(call);
        }
    }

    private void callAtOnce(Step.Call call) {
        if (call.how() == Step.How.REQUIRING || call.how() == Step.How.ANNOTATED_REJECTING) {
            journal.add("call " + call.id() + " threw CAC-022");
            return;
        }
        Transaction outer = current;
        String thrown = run(call);
        current = outer;
        if (!thrown.equals("nothing")) {
            journal.add("call " + call.id() + " threw " + thrown);
        }
    }

    private void callAfterCommit(Step.Call call) {
        String failure = run(call);
        if (call.ending().name().startsWith("LEAVES")) {
            // the call that the callback makes in the transaction that it leaves
            journal.add("CAC-004 " + nameOf(Step.How.RUNNABLE));
            failure = call.ending() == Step.Ending.LEAVES_OPEN_AND_THROWS ? "Deliberate" : "CAC-023";
        }
        if (!failure.equals("nothing")) {
            journal.add("CAC-008 " + failure);
            journal.add("failure of " + nameOf(call) + ": " + failure);
        }
    }

    private String run(Step.Call call) {
        boolean transactional = call.how() == Step.How.ANNOTATED_TRANSACTIONAL;
        current = transactional ? new Transaction(call.id()) : null;
        journal.add("run " + call.id() + " in " + (transactional ? "a transaction" : "no transaction"));
        execute(call.steps());
        String ending =
                switch (call.ending()) {
                    case THROWS -> "Deliberate";
                    case THROWS_CHECKED -> "DeliberateChecked";
                    case THROWS_ERROR -> "DeliberateError";
                    default -> "nothing";
                };
        if (transactional) {
            end(current, true, ending);
        }
        current = null;
        return observed.thrown(call.id());
    }

    private static String nameOf(Step.Call call) {
        return nameOf(call.how());
    }

    private static String nameOf(Step.How how) {
        return switch (how) {
            case ANNOTATED -> "Target.annotated(Runnable)";
            case ANNOTATED_TRANSACTIONAL -> "Target.transactional(Runnable)";
            case ANNOTATED_REJECTING -> "Target.rejecting(Runnable)";
            case ONE_ARGUMENT -> Work.One.class.getName();
            case TWO_ARGUMENTS -> Work.Two.class.getName();
            default -> Work.class.getName();
        };
    }
}
