// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.common;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.callaftercommit.servers.app.common.Step.Block;
import io.github.callaftercommit.servers.app.common.Step.By;
import io.github.callaftercommit.servers.app.common.Step.Call;
import io.github.callaftercommit.servers.app.common.Step.End;
import io.github.callaftercommit.servers.app.common.Step.Fail;
import io.github.callaftercommit.servers.app.common.Step.Kind;
import io.github.callaftercommit.servers.app.common.Step.Write;

/**
 * Makes the program of a seed: the same in the server and in the tests.
 *
 * <p>No program waits for a connection, or for an instance of an EJB, while it holds another one of the same pool:
 * requests that do so wait for each other, whatever library they use.
 */
public final class ProgramSource {

    private static final int MOST_BLOCKS = 3;
    private static final int MOST_STEPS = 4;
    private static final int MOST_STEPS_OF_CALLBACK = 2;
    private static final int DEEPEST_CALLBACK = 2;
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final List<By> AT_TOP = List.of(By.values());
    private static final List<By> INSIDE = List.of(By.REQUIRED, By.REQUIRES_NEW, By.EJB, By.EJB_REQUIRES_NEW,
            By.BEAN_MANAGED);

    /** Where steps are made, and what may be done there. */
    private static final class Place {

        /** How many callbacks are around it. */
        int depth;

        boolean inTransaction;

        /** Whether an EJB is the innermost component here, and in the callbacks of the transaction. */
        boolean inSession;

        boolean callbacksInSession;

        /** Whether no suspended transaction holds a connection. */
        boolean mayConnect = true;

        /** Whether plain JDBC gives its connection back before the request ends: on Open Liberty only in callbacks. */
        boolean mayConnectWithoutTransaction;

        /** Whether blocks may begin here. */
        boolean mayBegin;

        /** Whether UserTransaction is allowed here, and in the callbacks of the transaction. */
        boolean byHand;

        /** Whether a @Transactional method is around, in which servers refuse UserTransaction to EJBs, too. */
        boolean inTransactional;

        /** Whether the transaction of this place holds a connection. */
        boolean connected;

        Place inside(By by, boolean joined) {
            Place inner = new Place();
            inner.depth = depth;
            inner.inTransaction = true;
            inner.mayConnect = mayConnect && (joined || !connected);
            inner.connected = joined && connected;
            inner.byHand = joined && byHand;
            inner.inTransactional = inTransactional || by.isOfTransactional();
            inner.inSession = inSession || by.isOfSession();
            inner.callbacksInSession = joined ? callbacksInSession : inSession || by == By.BEAN_MANAGED;
            return inner;
        }

        Place callback(Kind kind) {
            Place callback = new Place();
            callback.depth = depth + 1;
            callback.inTransaction = kind == Kind.EJB;
            callback.inSession = callbacksInSession || kind == Kind.EJB;
            callback.callbacksInSession = callbacksInSession;
            callback.mayConnect = mayConnect;
            callback.mayConnectWithoutTransaction = inTransaction || mayConnectWithoutTransaction;
            callback.mayBegin = callback.depth < DEEPEST_CALLBACK;
            callback.byHand = byHand && kind != Kind.EJB;
            callback.inTransactional = !callback.byHand;
            return callback;
        }
    }

    /** What is not everywhere, or not as the specifications have it. */
    public enum Without {
        SESSIONS,
        /** EJBs that call transactional beans which begin a transaction of their own. */
        NEW_IN_SESSIONS,
        /** A commit in spite of a checked exception. */
        CHECKED;

        public static Set<Without> parse(String names) {
            return Stream.of(names.split(",")).filter(name -> !name.isEmpty()).map(Without::valueOf)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Without.class)));
        }
    }

    private final Random random;
    private final Set<Without> without;
    private int numbers;

    private ProgramSource(long seed, Set<Without> without) {
        random = new Random(seed);
        this.without = without;
    }

    /** Returns the program of the seed. */
    public static List<Step> program(long seed, Set<Without> without) {
        ProgramSource source = new ProgramSource(seed, without);
        List<Step> blocks = new ArrayList<>();
        for (int block = 1 + source.random.nextInt(MOST_BLOCKS); block > 0; block--) {
            By by = source.withoutSession(source.oneOf(AT_TOP));
            Place place = new Place();
            place.inTransaction = by != By.NONE;
            place.inTransactional = by.isOfTransactional();
            place.inSession = by.isOfSession();
            place.callbacksInSession = by == By.BEAN_MANAGED;
            place.mayBegin = true;
            place.byHand = true;
            blocks.add(source.block(by, source.end(by), place));
        }
        return blocks;
    }

    private Block block(By by, End end, Place place) {
        return new Block(++numbers, by, end, steps(1 + random.nextInt(MOST_STEPS), place));
    }

    private End end(By by) {
        return switch (random.nextInt(10)) {
            case 0 -> End.UNCHECKED;
            case 1 -> by == By.NONE ? End.UNCHECKED : End.MARK;
            case 2 -> by.isByHand() || without.contains(Without.CHECKED) ? End.COMMIT : End.CHECKED;
            default -> End.COMMIT;
        };
    }

    private List<Step> steps(int number, Place place) {
        List<Step> steps = new ArrayList<>();
        for (int step = 0; step < number; step++) {
            int choice = random.nextInt(10);
            boolean mayWrite = place.mayConnect && (place.inTransaction || place.mayConnectWithoutTransaction);
            if (choice < 3 && mayWrite) {
                place.connected |= place.inTransaction;
                steps.add(new Write(++numbers, place.inTransaction && random.nextBoolean()));
            } else if (choice < 5 && place.mayBegin) {
                steps.add(inside(place));
            } else if (place.depth < DEEPEST_CALLBACK) {
                steps.add(call(place));
            }
        }
        return steps;
    }

    private Block inside(Place place) {
        By by = place.byHand && !place.inTransaction && random.nextInt(INSIDE.size() + 1) == 0
                ? By.USER_TRANSACTION
                : withoutSession(oneOf(INSIDE));
        boolean joined = place.inTransaction && by.joins();
        if (!joined && place.inSession && without.contains(Without.NEW_IN_SESSIONS)) {
            by = By.EJB_REQUIRES_NEW;
        }
        if (by == By.BEAN_MANAGED && place.inTransactional) {
            by = By.EJB_REQUIRES_NEW;
        }
        Place inner = place.inside(by, joined);
        Block block = block(by, joined ? End.COMMIT : end(by), inner);
        place.connected |= joined && inner.connected;
        return block;
    }

    private Call call(Place place) {
        Kind kind = oneOf(KINDS);
        if (kind == Kind.EJB && (place.depth > 0 || without.contains(Without.SESSIONS))) {
            kind = Kind.CDI;
        }
        int number = ++numbers;
        List<Step> callback = steps(random.nextInt(MOST_STEPS_OF_CALLBACK + 1), place.callback(kind));
        if (random.nextInt(10) == 0) {
            callback.add(new Fail(++numbers));
        }
        return new Call(number, kind, callback);
    }

    private By withoutSession(By by) {
        if (!without.contains(Without.SESSIONS)) {
            return by;
        }
        return switch (by) {
            case EJB -> By.REQUIRED;
            case EJB_REQUIRES_NEW, BEAN_MANAGED -> By.REQUIRES_NEW;
            default -> by;
        };
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
