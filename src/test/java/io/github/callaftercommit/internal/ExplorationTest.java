// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.callaftercommit.internal.Scripted.OneTransaction;
import io.github.callaftercommit.internal.Scripted.OneTransaction.Registered;
import io.github.callaftercommit.internal.TransactionalBoundaries.Boundary;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every way in which the steps of one transaction can follow each other: of the thread that begins and completes it, of
 * another one that calls in it, of the reaper that rolls it back, and of the end of the application. The classes are
 * those of the library; the transaction manager is a script, because no real one can be stopped between its steps. So
 * this shows what the library makes of each order, and nothing about which orders there are on a server.
 */
class ExplorationTest {

    private static final Pattern DROPPED = Pattern.compile("CAC-00([4-7]): (\\d+) calls? w.*", Pattern.DOTALL);
    private static final Logger LOGGER = Logger.getLogger("io.github.callaftercommit");

    /** In which order a server completes what is registered. */
    private enum Completion {
        INTERPOSED_FIRST, AS_REGISTERED
    }

    private enum Kind {
        CALL, ONCE, COLLECTING
    }

    /** Where something takes a connection, which comes back in an interposed synchronization of its pool. */
    private enum Connection {
        BEFORE_THE_CALLS, AFTER_THE_CALLS, IN_A_FLUSH
    }

    /** What the two threads call; where a third actor takes part, the other thread calls once. */
    private enum Kinds {
        CALLS(List.of(Kind.CALL), List.of(Kind.CALL, Kind.CALL)),
        ONCE(List.of(Kind.ONCE, Kind.ONCE), List.of(Kind.ONCE, Kind.CALL)),
        COLLECTING(List.of(Kind.COLLECTING, Kind.CALL), List.of(Kind.COLLECTING, Kind.COLLECTING));

        private final List<Kind> ofOwner;
        private final List<Kind> ofOther;

        Kinds(List<Kind> ofOwner, List<Kind> ofOther) {
            this.ofOwner = ofOwner;
            this.ofOther = ofOther;
        }
    }

    private record World(Completion completion, Connection connection, Kinds kinds, int outcome, BitSet flags) {

        boolean refusesLate() {
            return flags.get(0);
        }

        boolean manager() {
            return flags.get(1);
        }

        boolean boundary() {
            return flags.get(2);
        }

        /** Whether the commit throws after it was reported. */
        boolean evidence() {
            return flags.get(3);
        }

        /** Whether the body completes the transaction, not the boundary around it. */
        boolean bodyCommits() {
            return flags.get(4);
        }

        boolean reaper() {
            return flags.get(5);
        }

        boolean stops() {
            return flags.get(6);
        }

        /** Servers that complete in the order of registration take what comes late: so the pools work there. */
        boolean isThere() {
            return !(completion == Completion.AS_REGISTERED && refusesLate()) && (manager() || !boundary())
                    && (!evidence() || boundary() && outcome == Status.STATUS_COMMITTED) && !(reaper() && stops())
                    && (!bodyCommits() || boundary() && commits() && !reaper() && !stops())
                    && (!reaper() && !stops() || commits() && connection != Connection.IN_A_FLUSH);
        }

        boolean commits() {
            return outcome == Status.STATUS_COMMITTED && !evidence();
        }

        List<Kind> callsBeside() {
            return kinds.ofOther.subList(0, reaper() || stops() ? 1 : 2);
        }

        @Override
        public String toString() {
            return completion + ", connection " + connection + ", " + kinds + ", outcome " + outcome
                    + Map.of("late refused", refusesLate(), "manager", manager(), "boundary", boundary(), "evidence",
                            evidence(), "body commits", bodyCommits(), "reaper", reaper(), "stops", stops());
        }
    }

    private static final class Log extends Handler {

        final List<String> lines = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static final Log LOG = new Log();
    private static Level levelBefore;

    private final Scripted server = new Scripted();
    private final List<CallRouter> routers = new ArrayList<>();
    private final Set<String> states = new HashSet<>();
    private long interleavings;
    private long made;
    private long dropped;
    private long refused;

    @BeforeAll
    static void listen() {
        levelBefore = LOGGER.getLevel();
        LOGGER.setLevel(Level.FINE);
        LOGGER.addHandler(LOG);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterAll
    static void stopListening() {
        LOGGER.setLevel(levelBefore);
        LOGGER.removeHandler(LOG);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    @Timeout(600)
    void everyCallIsMadeOnceAfterTheCommitOrItIsSaidWhyNot() throws Exception {
        List<World> worlds = worlds();
        for (World world : worlds) {
            routers.clear();
            explore(world, worlds.indexOf(world));
        }

        System.out.printf("%d worlds, %d interleavings, %d states: %d calls made, %d dropped, %d refused%n",
                worlds.size(), interleavings, states.size(), made, dropped, refused);
        assertThat(List.of(made, dropped, refused)).as("made, dropped, refused").doesNotContain(0L);
    }

    /** As a server may tell the one before and the other after it has learnt of a heuristic outcome. */
    @Test
    void aLaterOutcomeOverrulesACommit() {
        LOG.lines.clear();
        CallRouter router = server.router(true);
        OneTransaction transaction = new OneTransaction(true);
        List<String> called = new ArrayList<>();
        server.resume(transaction);
        router.call(() -> called.add("made"), null, false);
        server.suspend();

        assertThat(transaction.registered).extracting(Registered::interposed).containsExactly(true, false);
        transaction.registered.get(0).synchronization().afterCompletion(Status.STATUS_COMMITTED);
        transaction.registered.get(1).synchronization().afterCompletion(Status.STATUS_UNKNOWN);

        assertThat(called).isEmpty();
        assertThat(LOG.lines).filteredOn(line -> line.startsWith("CAC-005")).singleElement().asString()
                .contains("1 call was dropped");
    }

    private static List<World> worlds() {
        List<World> worlds = new ArrayList<>();
        for (Completion completion : Completion.values()) {
            for (Connection connection : Connection.values()) {
                for (Kinds kinds : Kinds.values()) {
                    for (int outcome : List.of(Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK,
                            Status.STATUS_UNKNOWN)) {
                        for (int flags = 0; flags < 1 << 7; flags++) {
                            worlds.add(new World(completion, connection, kinds, outcome,
                                    BitSet.valueOf(new long[]{flags})));
                        }
                    }
                }
            }
        }
        worlds.removeIf(world -> !world.isThere());
        return worlds;
    }

    /** Depth first: each run takes the choices that are given and the first actor from there on. */
    private void explore(World world, int number) throws Exception {
        List<Integer> choices = new ArrayList<>();
        do {
            List<Integer> alternatives = new Run(world, number, choices).play();
            interleavings++;
            while (choices.size() < alternatives.size()) {
                choices.add(0);
            }
            while (!choices.isEmpty() && choices.get(choices.size() - 1) + 1 >= alternatives.get(choices.size() - 1)) {
                choices.remove(choices.size() - 1);
            }
            if (!choices.isEmpty()) {
                choices.set(choices.size() - 1, choices.get(choices.size() - 1) + 1);
            }
        } while (!choices.isEmpty());
    }

    @SuppressWarnings("unchecked")
    private static <T> T field(Class<?> type, String name, Object holder) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return (T) field.get(holder);
    }

    private interface Action {

        void run() throws Exception;
    }

    /** What one of those that take part still has to do. */
    private static final class Actor {

        private final Deque<Action> steps = new ArrayDeque<>();

        Actor then(Action step) {
            steps.add(step);
            return this;
        }
    }

    private final class Run {

        private final World world;
        private final int number;
        private final List<Integer> choices;
        private final OneTransaction transaction;
        private final CallRouter router;
        private final List<Actor> actors = new ArrayList<>();
        private final List<String> trace = new ArrayList<>();
        private final List<Integer> accepted = new ArrayList<>();
        private final List<Integer> called = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private final List<Integer> ofOwner = new ArrayList<>();
        private final List<Integer> underOneKey = new ArrayList<>();
        private final List<Integer> beforeTheStop = new ArrayList<>();
        private final List<String> violations = new ArrayList<>();
        private final Actor owner = new Actor();
        private final ThreadLocal<Boundary> innermost;
        private Boundary boundary;
        private boolean connected;
        private boolean rolledBackByReaper;
        private boolean stopped;
        private int numbers;
        private int refusals;

        Run(World world, int number, List<Integer> choices) throws ReflectiveOperationException {
            this.world = world;
            this.number = number;
            this.choices = choices;
            transaction = new OneTransaction(world.refusesLate());
            router = router();
            innermost = field(TransactionalBoundaries.class, "innermost", router.boundaries());
        }

        /** One that was stopped is of no use any more. */
        private CallRouter router() {
            if (routers.isEmpty() || world.stops()) {
                routers.clear();
                routers.add(server.router(world.manager()));
            }
            return routers.get(0);
        }

        /** @return between how many actors there was a choice at each step */
        List<Integer> play() throws Exception {
            LOG.lines.clear();
            prepare();
            List<Integer> alternatives = new ArrayList<>();
            for (List<Actor> able = able(); !able.isEmpty(); able = able()) {
                int step = alternatives.size();
                Actor next = able.get(step < choices.size() ? choices.get(step) : 0);
                alternatives.add(able.size());
                trace.add(String.valueOf(actors.indexOf(next)));
                if (next == owner) {
                    next.steps.remove().run();
                } else {
                    onAnotherThread(next.steps.remove());
                }
                states.add(number + " " + state());
            }
            check();
            return alternatives;
        }

        /**
         * To the library a thread is what it finds in its thread locals: two real ones would mostly wait for each
         * other.
         */
        private void onAnotherThread(Action step) throws Exception {
            Boundary hidden = innermost.get();
            Transaction suspended = server.suspend();
            innermost.remove();
            try {
                step.run();
                assertThat(innermost.get()).as("left by the other thread: %s", this).isNull();
            } finally {
                innermost.set(hidden);
                server.resume(suspended);
            }
        }

        private List<Actor> able() {
            return actors.stream().filter(actor -> !actor.steps.isEmpty()).toList();
        }

        private String state() {
            return actors.stream().map(actor -> actor.steps.size()).toList() + " " + transaction.status + " "
                    + transaction.registered.size() + connected + stopped + accepted + called + LOG.lines.size();
        }

        private void prepare() {
            actors.add(owner);
            owner.then(this::begin);
            if (world.connection() == Connection.BEFORE_THE_CALLS) {
                owner.then(this::connect);
            }
            world.kinds().ofOwner.forEach(kind -> owner.then(() -> {
                ofOwner.add(numbers);
                call(kind);
            }));
            if (world.connection() == Connection.AFTER_THE_CALLS) {
                owner.then(this::connect);
            } else if (world.connection() == Connection.IN_A_FLUSH) {
                owner.then(() -> register(this::connect, () -> {}));
            }
            owner.then(this::complete);
            Actor other = new Actor();
            actors.add(other);
            world.callsBeside().forEach(kind -> other.then(() -> {
                server.resume(transaction);
                call(kind);
                server.suspend();
            }));
            if (world.reaper()) {
                actors.add(new Actor().then(() -> rollBack(actors.get(2))));
            }
            if (world.stops()) {
                actors.add(new Actor().then(() -> {
                    router.stop(null);
                    stopped = true;
                }));
            }
        }

        private void begin() {
            if (world.boundary()) {
                boundary = router.boundaries().enter(null);
            }
            server.resume(transaction);
            router.boundaries().bodyStarts(world.boundary() ? transaction : null);
        }

        private void connect() {
            connected = true;
            register(() -> {}, () -> connected = false);
        }

        private void register(Action before, Action after) {
            if (transaction.status == Status.STATUS_ACTIVE) {
                transaction.register(new jakarta.transaction.Synchronization() {

                    @Override
                    public void beforeCompletion() {
                        unchecked(before);
                    }

                    @Override
                    public void afterCompletion(int status) {
                        unchecked(after);
                    }
                }, true);
            }
        }

        private void unchecked(Action action) {
            try {
                action.run();
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private void call(Kind kind) {
            int number = numbers++;
            int lines = LOG.lines.size();
            if (!stopped) {
                beforeTheStop.add(number);
            }
            if (kind == Kind.ONCE && transaction.status == Status.STATUS_ACTIVE) {
                underOneKey.add(number);
            }
            try {
                switch (kind) {
                    case CALL -> router.call(() -> made(List.of(number)), null, false);
                    case ONCE -> router.call(() -> made(List.of(number)), "key", false);
                    case COLLECTING -> router.call(new DeferredCall.Collecting<>(this::made, number),
                            new DeferredCall.Collecting.Key("key"), false);
                }
                if (LOG.lines.stream().skip(lines).noneMatch(line -> line.startsWith("CAC-017"))) {
                    accepted.add(number);
                }
            } catch (IllegalStateException tooLate) {
                assertThat(tooLate).hasMessageStartingWith("CAC-021");
                refusals++;
            }
        }

        private void made(List<Integer> numbers) {
            // what is thrown here would be a failing call
            if (transaction.status != Status.STATUS_COMMITTED) {
                violations.add("made with the status " + transaction.status);
            }
            if (server.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
                violations.add("made in a transaction");
            }
            // without a manager, calls are made in the interposed synchronization of the first
            if (connected && world.manager()) {
                violations.add("made while the connection is out");
            }
            if (stopped && numbers.stream().anyMatch(beforeTheStop::contains)) {
                violations.add("made by an application that has stopped");
            }
            places.add(numbers.get(0));
            called.addAll(numbers);
        }

        /** What a transaction manager does in a commit, a step at a time. */
        private void complete() {
            if (world.boundary() && !world.bodyCommits()) {
                boundary.bodyReturned(null);
            }
            transaction.completing();
            owner.then(() -> beforeCompletion(0));
        }

        private void beforeCompletion(int index) {
            if (transaction.status != Status.STATUS_ACTIVE) {
                leave(new RollbackException());
            } else if (index < transaction.registered.size()) {
                transaction.registered.get(index).synchronization().beforeCompletion();
                owner.then(() -> beforeCompletion(index + 1));
            } else {
                transaction.status = Status.STATUS_COMMITTING;
                owner.then(() -> {
                    transaction.status = world.outcome();
                    afterCompletion(owner);
                    owner.then(() -> leave(world.evidence() ? new HeuristicMixedException() : null));
                });
            }
        }

        private void afterCompletion(Actor actor) {
            List<Registered> ordered = new ArrayList<>(transaction.registered);
            if (world.completion() == Completion.INTERPOSED_FIRST) {
                Collections.sort(ordered, (one, two) -> Boolean.compare(two.interposed(), one.interposed()));
            }
            ordered.forEach(each -> actor.then(() -> each.synchronization().afterCompletion(transaction.status)));
        }

        private void leave(Exception thrown) {
            server.suspend();
            if (world.bodyCommits()) {
                if (!called.containsAll(accepted)) {
                    violations.add("waits for a boundary that does not complete the transaction");
                }
                boundary.bodyReturned(null);
            }
            if (world.boundary()) {
                router.boundaries().leave(boundary, thrown);
            }
        }

        private void rollBack(Actor reaper) {
            if (transaction.status == Status.STATUS_ACTIVE) {
                rolledBackByReaper = true;
                transaction.status = Status.STATUS_ROLLEDBACK;
                afterCompletion(reaper);
            }
        }

        private void check() throws Exception {
            int told = LOG.lines.stream().map(DROPPED::matcher).filter(Matcher::matches)
                    .mapToInt(line -> Integer.parseInt(line.group(2))).sum();
            assertThat(LOG.lines).as("%s", this).noneMatch(line -> line.matches("(?s)CAC-0(08|11).*"));
            assertThat(violations).as("%s", this).isEmpty();
            assertThat(called).as("once: %s", this).doesNotHaveDuplicates();
            assertThat(underOneKey.stream().filter(called::contains)).as("once under a key: %s", this)
                    .hasSizeLessThan(2);
            assertThat(places).as("in order: %s", this).isSorted();
            if (world.evidence()) {
                assertThat(called).as("%s", this).doesNotContainAnyElementsOf(ofOwner);
            }
            if (world.commits() && !rolledBackByReaper && !stopped) {
                assertThat(called).as("%s", this).hasSameElementsAs(accepted);
            } else {
                long collected = LOG.lines.stream().filter(line -> line.startsWith("CAC-019")).count();
                assertThat(accepted.size() - called.size()).as("not made and told: %s", this).isBetween(told,
                        told + (int) collected);
            }
            assertThat(ExplorationTest.<Map<?, ?>>field(CallRouter.class, "callsByTransaction", router))
                    .as("left: %s", this).isEmpty();
            assertThat(router.boundaries().innermost()).isNull();
            made += called.size();
            dropped += told;
            refused += refusals;
        }

        @Override
        public String toString() {
            return world + ", steps of " + trace + ", accepted " + accepted + ", called " + called + ": " + LOG.lines;
        }
    }
}
