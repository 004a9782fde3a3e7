// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;

/** Transactions that are held for later, suspended or until a stage completes, and those that others end. */
final class Held {

    interface Steps {
        void execute(List<Step> steps) throws Exception;
    }

    /** One transaction, and where it ends with a stage, that stage and what became of it. */
    static final class One {

        private final int id;
        private final Transaction transaction;
        private final CompletableFuture<Object> stage;
        private CompletionStage<?> returned;

        One(int id, Transaction transaction, CompletableFuture<Object> stage) {
            this.id = id;
            this.transaction = transaction;
            this.stage = stage;
        }
    }

    private final TransactionManager manager;
    private final Steps steps;
    private final Consumer<String> notes;
    private final Consumer<String> reached;
    private Deque<One> all = new ArrayDeque<>();

    Held(TransactionManager manager, Steps steps, Consumer<String> notes, Consumer<String> reached) {
        this.reached = reached;
        this.manager = manager;
        this.steps = steps;
        this.notes = notes;
    }

    /** Whoever starts, a program or a callback, ends what it holds; returns what is held outside of it. */
    Deque<One> start() {
        Deque<One> outside = all;
        all = new ArrayDeque<>();
        return outside;
    }

    void endAll(Deque<One> outside) throws Exception {
        while (!all.isEmpty()) {
            finish(all.poll(), Step.Foreign.COMMIT, Step.StageEnd.DONE);
        }
        all = outside;
    }

    CompletableFuture<Object> add(int id, Transaction transaction, CompletableFuture<Object> stage) {
        all.add(new One(id, transaction, stage));
        return stage;
    }

    /** The stage that the caller got; what has been held last belongs to it, if anything does. */
    void returned(CompletionStage<?> stage) {
        Throwable failure = failure(stage);
        if (failure != null) {
            notes.accept("the stage failed with " + Journal.nameOf(failure));
        } else if (stage != null && !stage.toCompletableFuture().isDone() && !all.isEmpty()) {
            all.getLast().returned = stage;
        }
    }

    static Throwable failure(Object result) {
        if (!(result instanceof CompletableFuture<?> future) || !future.isCompletedExceptionally()) {
            return null;
        }
        return future.handle((value, thrown) -> thrown).join();
    }

    void resume(Step.Resume resume) throws Exception {
        One next = all.poll();
        if (next == null) {
            return;
        }
        if (isAlive(next.transaction)) {
            Transaction outer = manager.suspend();
            manager.resume(next.transaction);
            try {
                steps.execute(resume.rest());
            } catch (Exception thrown) {
                notes.accept("rest " + resume.id() + " threw " + Journal.nameOf(thrown));
            } finally {
                manager.suspend();
                comeBack(outer);
            }
        }
        if (resume.foreign() == Step.Foreign.HOLD) {
            all.add(next);
        } else {
            finish(next, resume.foreign(), resume.stage());
        }
    }

    private void finish(One one, Step.Foreign how, Step.StageEnd stage) throws Exception {
        reached.accept(one.stage == null
                ? "held transaction ended: " + how
                : "stage completed later: " + stage + (how.isElsewhere() ? " elsewhere" : ""));
        Transaction outer = manager.getTransaction();
        String thrown;
        try {
            if (one.stage == null) {
                end(one.transaction, how);
            } else if (how.isElsewhere()) {
                EmbeddedServer.onAnotherThread(() -> complete(one, stage));
            } else {
                if (how.isDirect()) {
                    end(one.transaction, how);
                }
                complete(one, stage);
            }
            thrown = Journal.nameOf(failure(one.returned));
        } catch (Exception failure) {
            thrown = Journal.nameOf(failure);
        }
        // Narayana does not put it back where the completion fails
        restore(outer);
        notes.accept("end of " + one.id + " threw " + thrown);
    }

    private static boolean complete(One one, Step.StageEnd how) {
        return switch (how) {
            case FAILED -> one.stage.completeExceptionally(new Deliberate());
            case FAILED_CHECKED -> one.stage.completeExceptionally(new Deliberate.Checked());
            default -> one.stage.complete("done");
        };
    }

    /** Ends a transaction that is not on this thread. */
    private void end(Transaction transaction, Step.Foreign how) throws Exception {
        if (how.isDirect()) {
            directly(transaction, how);
        } else if (how.isElsewhere()) {
            elsewhere(manager, transaction, how.isCommit());
        } else if (isAlive(transaction)) {
            Transaction outer = manager.suspend();
            manager.resume(transaction);
            try {
                here(manager, how.isCommit());
            } finally {
                comeBack(outer);
            }
        }
    }

    /** Ends the current transaction. */
    void end(Step.End end) throws Exception {
        Transaction transaction = manager.getTransaction();
        String thrown = "nothing";
        try {
            if (end.foreign() == Step.Foreign.HOLD) {
                add(end.id(), manager.suspend(), null);
            } else if (end.foreign().isDirect()) {
                directly(transaction, end.foreign());
            } else if (end.foreign().isElsewhere()) {
                elsewhere(manager, transaction, end.foreign().isCommit());
            } else {
                here(manager, end.foreign().isCommit());
            }
        } catch (Exception failure) {
            thrown = Journal.nameOf(failure);
        }
        notes.accept("end " + end.id() + " threw " + thrown);
    }

    private static void directly(Transaction transaction, Step.Foreign how) throws Exception {
        if (how.isCommit()) {
            transaction.commit();
        } else {
            transaction.rollback();
        }
    }

    private static void here(TransactionManager manager, boolean commit) throws Exception {
        if (commit) {
            manager.commit();
        } else {
            manager.rollback();
        }
    }

    static void elsewhere(TransactionManager manager, Transaction transaction, boolean commit) {
        EmbeddedServer.onAnotherThread(() -> {
            manager.resume(transaction);
            here(manager, commit);
            return null;
        });
    }

    void restore(Transaction before) throws Exception {
        if (manager.getTransaction() != before) {
            manager.suspend();
            if (!isHeld(before)) {
                comeBack(before);
            }
        }
    }

    void comeBack(Transaction outer) throws Exception {
        if (isAlive(outer)) {
            manager.resume(outer);
        }
    }

    private boolean isHeld(Transaction transaction) {
        return all.stream().anyMatch(one -> one.stage == null && one.transaction == transaction);
    }

    private static boolean isAlive(Transaction transaction) throws Exception {
        int status = transaction == null ? Status.STATUS_NO_TRANSACTION : transaction.getStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }
}
