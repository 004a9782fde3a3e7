// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;

/**
 * Says what the journal of a program must be, given what becomes of its transactions; written from the documented
 * rules, not from the code.
 */
final class ReferenceModel {

    /** The calls of one transaction and one application. */
    private static final class Calls {

        private final List<Step.Call> waiting = new ArrayList<>();
        private final Set<Step.How> keys = new HashSet<>();
        private boolean open = true;
        private int synchronizations;
        private boolean heuristic;

        private Calls(int synchronizations) {
            this.synchronizations = synchronizations;
        }

        private List<Step.Call> close() {
            open = false;
            return waiting;
        }
    }

    private static final class Transaction {

        private final Map<Step.App, Calls> calls = new EnumMap<>(Step.App.class);
    }

    /** Where a transactional interceptor may complete a transaction; it is believed while it does. */
    private static final class Boundary {

        private final Transaction outside;
        private Transaction begun;
        private boolean completing;
        private Throwable thrownByBody;
        private Calls kept;

        private Boundary(Transaction outside) {
            this.outside = outside;
        }
    }

    /** Calls that are being made, one after the other; what is committed in one of them nests, down to a limit. */
    private static final class Batch {

        private final Step.App app;
        private final int depth;
        private final List<Runnable> calls;
        private final Deque<Batch> postponed = new ArrayDeque<>();

        private Batch(Step.App app, int depth, List<Runnable> calls) {
            this.app = app;
            this.depth = depth;
            this.calls = calls;
        }
    }

    private static final class Thread {

        private final Map<Step.App, Deque<Boundary>> boundaries = new EnumMap<>(Step.App.class);
        private final Map<Step.App, Deque<Batch>> batches = new EnumMap<>(Step.App.class);

        private Deque<Batch> batches(Step.App app) {
            return batches.computeIfAbsent(app, unused -> new ArrayDeque<>());
        }

        private Deque<Boundary> boundaries(Step.App app) {
            return boundaries.computeIfAbsent(app, unused -> new ArrayDeque<>());
        }
    }

    /** The threads and transactions of one trace by their numbers. */
    private final class Replay {

        private final Map<Integer, Thread> threads = new HashMap<>();
        private final Map<Integer, Transaction> transactions = new HashMap<>();

        private Replay(Thread start) {
            threads.put(0, start);
        }

        private Thread thread(int number) {
            return threads.computeIfAbsent(number, unused -> new Thread());
        }

        private Transaction transaction(int number) {
            return number == 0 ? null : transactions.computeIfAbsent(number, unused -> new Transaction());
        }

        private void replay(Trace.Event event) {
            if (event instanceof Trace.Noted noted) {
                journal.add(noted.line());
            } else if (event instanceof Trace.Called called) {
                call(called, thread(called.thread()), transaction(called.transaction()));
            } else if (event instanceof Trace.Ended ended) {
                ended(ended, thread(ended.thread()), transaction(ended.transaction()));
            } else if (event instanceof Trace.Entered entered) {
                thread(entered.thread()).boundaries(entered.app())
                        .push(new Boundary(transaction(entered.transaction())));
            } else if (event instanceof Trace.BodyStarted body) {
                bodyStarts(body, thread(body.thread()), transaction(body.transaction()));
            } else if (event instanceof Trace.BodyReturned body) {
                Boundary boundary = thread(body.thread()).boundaries(body.app()).peek();
                boundary.completing = true;
                boundary.thrownByBody = body.thrown();
            } else if (event instanceof Trace.Left left) {
                Thread thread = thread(left.thread());
                settle(left.app(), thread, left.thrown());
                thread.boundaries(left.app()).pop();
            }
        }
    }

    /** Callbacks nest as deep as this; what is committed deeper is called when the callback around it has ended. */
    private static final int DEEPEST = 16;

    /** What the calls of observers do. */
    private static final Trace NOTHING = new Trace();

    final List<String> journal = new ArrayList<>();
    private final Map<Integer, Trace> callbacks;
    private Step.Call startedLast;
    private int depth;

    /** @param callbacks what each callback does, by the number of its call */
    ReferenceModel(Map<Integer, Trace> callbacks) {
        this.callbacks = callbacks;
    }

    void replay(Trace program) {
        replay(program, new Thread());
    }

    private void replay(Trace trace, Thread start) {
        trace.events.forEach(new Replay(start)::replay);
    }

    private void call(Trace.Called called, Thread thread, Transaction transaction) {
        Step.Call call = called.call();
        Calls known = known(call.app(), thread, transaction);
        if (known != null && known.open) {
            // nobody is overtaken, whatever the status is by now
            reached("joins with status " + called.status());
            join(call, known);
            return;
        }
        switch (called.status()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED ->
                callAtOnce(call, thread, called.status() == Status.STATUS_COMMITTED);
            case Status.STATUS_ACTIVE, Status.STATUS_PREPARING -> {
                if (called.registrations() == 0) {
                    refuse(call, called.status());
                    return;
                }
                Calls calls = new Calls(called.registrations());
                transaction.calls.put(call.app(), calls);
                reached("calls of " + transaction.calls.size() + " applications in a transaction");
                join(call, calls);
            }
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK ->
                lose("CAC-004", List.of(call));
            default -> refuse(call, called.status());
        }
    }

    private void refuse(Step.Call call, int status) {
        reached("refused with status " + status);
        journal.add("call " + call.id() + " threw CAC-021");
    }

    /** Without a transaction it is that one whose commit has just been completed, and whose calls still wait. */
    private static Calls known(Step.App app, Thread thread, Transaction transaction) {
        if (transaction != null) {
            return transaction.calls.get(app);
        }
        Boundary boundary = thread.boundaries(app).peek();
        return boundary == null ? null : boundary.kept;
    }

    private static void join(Step.Call call, Calls calls) {
        boolean once = call.how() == Step.How.ONCE_A || call.how() == Step.How.ONCE_B;
        if (!once || calls.keys.add(call.how())) {
            calls.waiting.add(call);
        }
    }

    private void ended(Trace.Ended ended, Thread thread, Transaction transaction) {
        Calls calls = transaction.calls.get(ended.app());
        if (calls == null || !calls.open) {
            return;
        }
        calls.synchronizations--;
        calls.heuristic |= ended.heuristic();
        if (ended.outcome() != Status.STATUS_COMMITTED) {
            reached("dropped after outcome " + ended.outcome());
            lose(ended.outcome() == Status.STATUS_ROLLEDBACK ? "CAC-004" : "CAC-005", calls.close());
        } else if (calls.synchronizations == 0) {
            for (Boundary boundary : thread.boundaries(ended.app())) {
                if (boundary.begun == transaction && boundary.completing) {
                    boundary.kept = calls;
                    return;
                }
            }
            reached("made in a synchronization");
            make(calls, ended.app(), thread);
        }
    }

    private void bodyStarts(Trace.BodyStarted body, Thread thread, Transaction inside) {
        Boundary boundary = thread.boundaries(body.app()).peek();
        if (boundary.kept != null) {
            reached("made when the next body starts");
        }
        settle(body.app(), thread, null);
        boundary.begun = inside == boundary.outside ? null : inside;
        boundary.completing = false;
        boundary.thrownByBody = null;
    }

    private void settle(Step.App app, Thread thread, Throwable thrown) {
        Boundary boundary = thread.boundaries(app).peek();
        Calls kept = boundary.kept;
        if (kept == null) {
            return;
        }
        if (isDoubted(thrown, boundary.thrownByBody)) {
            reached("dropped, because the commit is doubted");
            lose("CAC-006", kept.close());
        } else {
            reached(thrown == null ? "made at a boundary" : "made at a boundary, whatever was thrown");
            make(kept, app, thread);
        }
        boundary.kept = null;
    }

    /** Only what Jakarta Transactions throws about a commit is evidence, and only where the body has not thrown it. */
    private static boolean isDoubted(Throwable thrown, Throwable thrownByBody) {
        Set<Throwable> ofBody = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrownByBody; cause != null; cause = cause.getCause()) {
            ofBody.add(cause);
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (!ofBody.contains(cause)
                    && (cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException
                            || cause instanceof RollbackException || cause instanceof SystemException)) {
                return true;
            }
        }
        return false;
    }

    private void lose(String id, List<Step.Call> calls) {
        if (!calls.isEmpty()) {
            journal.add(id + ' ' + calls.stream().map(ReferenceModel::nameOf).collect(Collectors.joining(", ")));
        }
    }

    private void callAtOnce(Step.Call call, Thread thread, boolean completed) {
        if (call.how() == Step.How.REQUIRING || call.how() == Step.How.ANNOTATED_REJECTING) {
            journal.add("call " + call.id() + " threw CAC-022");
            return;
        }
        // a completed transaction is suspended, as that of calls which waited for it
        Runnable run = () -> {
            run(call, thread);
            Throwable thrown = callbacks.getOrDefault(call.id(), NOTHING).thrown;
            if (thrown != null) {
                reached("throws to its caller");
                journal.add("call " + call.id() + " threw " + Journal.nameOf(thrown));
            }
        };
        if (completed) {
            reached("made at once in a committed transaction");
            makeNow(batch(call.app(), thread, Stream.of(run)), thread);
        } else {
            run.run();
        }
    }

    private void make(Calls calls, Step.App app, Thread thread) {
        List<Step.Call> all = calls.close();
        if (calls.heuristic) {
            reached("dropped, because the transaction tells of a heuristic outcome");
            lose("CAC-005", all);
        } else if (!all.isEmpty()) {
            make(batch(app, thread, all.stream().map(call -> () -> callAfterCommit(call, thread))), thread);
        }
    }

    private void make(Batch batch, Thread thread) {
        if (batch.depth > DEEPEST) {
            reached("postponed, because it is too deep");
            thread.batches(batch.app).stream().filter(around -> around.depth == DEEPEST).findFirst()
                    .orElseThrow().postponed.add(batch);
            return;
        }
        makeNow(batch, thread);
    }

    private void makeNow(Batch batch, Thread thread) {
        // what is called joins no calls that a boundary around it keeps
        Deque<Boundary> around = thread.boundaries.put(batch.app, new ArrayDeque<>());
        thread.batches(batch.app).push(batch);
        for (Runnable call : batch.calls) {
            call.run();
            while (!batch.postponed.isEmpty()) {
                makeNow(batch.postponed.poll(), thread);
            }
        }
        thread.batches(batch.app).pop();
        thread.boundaries.put(batch.app, around);
    }

    private static Batch batch(Step.App app, Thread thread, Stream<Runnable> calls) {
        return new Batch(app, thread.batches(app).size(), calls.toList());
    }

    private void callAfterCommit(Step.Call call, Thread thread) {
        run(call, thread);
        String failure = Journal.nameOf(callbacks.getOrDefault(call.id(), NOTHING).thrown);
        if (call.leavesTransaction() && failure.equals("nothing")) {
            reached("leaves a transaction open");
            // the call that the callback makes in the transaction that it leaves
            journal.add("CAC-004 " + nameOf(Step.How.RUNNABLE));
            failure = call.ending() == Step.Ending.LEAVES_OPEN_AND_THROWS ? "Deliberate" : "CAC-023";
        }
        if (!failure.equals("nothing")) {
            journal.add("CAC-008 " + failure);
            journal.add("failure of " + nameOf(call.how()) + " in " + call.app() + ": " + failure);
            observe(call.app(), thread);
        }
    }

    private void observe(Step.App app, Thread thread) {
        Step.Observer does = startedLast.observer();
        reached("observer " + does);
        switch (does) {
            case CALLS ->
                call(new Trace.Called(Step.Call.ofObserver(app), 0, 0, Status.STATUS_NO_TRANSACTION, 0), thread, null);
            case COMMITS_WITH_CALL ->
                make(batch(app, thread, Stream.of(() -> callAfterCommit(Step.Call.ofObserver(app), thread))), thread);
            case LEAVES_OPEN -> {
                journal.add("CAC-004 " + nameOf(Step.How.RUNNABLE));
                journal.add("CAC-009 CAC-023");
            }
            case LEAVES_OPEN_AND_THROWS -> {
                journal.add("CAC-004 " + nameOf(Step.How.RUNNABLE));
                journal.add("CAC-009 Deliberate");
            }
            case THROWS -> journal.add("CAC-009 Deliberate");
            case THROWS_ERROR -> journal.add("CAC-009 Worse");
            default -> {
                // noted already
            }
        }
    }

    private void run(Step.Call call, Thread thread) {
        boolean transactional = call.how() == Step.How.ANNOTATED_TRANSACTIONAL;
        journal.add(
                "run " + call.id() + " in " + (transactional ? "a transaction" : "no transaction") + requests(thread));
        startedLast = call;
        depth++;
        if (depth % 10 == 0) {
            reached("callback in " + depth + " others");
        }
        replay(callbacks.getOrDefault(call.id(), NOTHING), thread);
        depth--;
    }

    private static String requests(Thread thread) {
        return thread.batches.entrySet().stream().filter(batches -> !batches.getValue().isEmpty())
                .map(batches -> " of " + batches.getKey()).collect(Collectors.joining());
    }

    private static void reached(String what) {
        Reached.count(what);
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
