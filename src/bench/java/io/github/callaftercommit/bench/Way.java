// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.List;

/** A way to have something called after a commit, or what such a way is compared with. */
enum Way {
    CALL("call(Runnable)"), CALL_WITH_ARGUMENT("call(method, argument)"), ANNOTATED("@CallAfterCommit"),
    OBSERVER("@CallAfterCommit on an observer"), BY_HAND("call(Runnable), UserTransaction"),
    FLOOR("one synchronization, plain list"), RAW("one synchronization each"),
    REGISTERED("Spring registerSynchronization"), LISTENER("Spring @TransactionalEventListener"),
    AFTER_SUCCESS("CDI AFTER_SUCCESS observer"),

    EMPTY("empty @Transactional method"),
    EMPTY_WITH_LIBRARY("empty @Transactional method with Call After Commit in the application"),
    INSERT("@Transactional method with an H2 insert"),
    INSERT_WITH_LIBRARY("@Transactional method with an H2 insert and Call After Commit in the application"),
    INTERCEPTED("method with an interceptor that does nothing"), CALL_AT_ONCE("call(Runnable) without a transaction"),
    STATUS("status look-up");

    /**
     * What is measured in turn in one JVM, so that what slows the machine for a while slows all of it. A JVM gets one
     * kind of callback from each peer: with more kinds, which the others do not get, the compiler would serve one worse
     * than the other.
     */
    enum Group {
        CALLS(true, Way.SIZES, Way.CALL, Way.FLOOR, Way.RAW),
        METHODS(true, Way.SIZES, Way.CALL_WITH_ARGUMENT, Way.ANNOTATED, Way.INTERCEPTED),
        BY_HAND(true, Way.SIZES, Way.BY_HAND, Way.RAW), SPRING(true, Way.SIZES, Way.CALL, Way.REGISTERED, Way.LISTENER),
        CDI(true, Way.SIZES, Way.CALL, Way.AFTER_SUCCESS),
        OBSERVERS(true, Way.SIZES, Way.OBSERVER, Way.ANNOTATED, Way.AFTER_SUCCESS),
        OUTSIDE_REQUEST(false, Way.SIZES, Way.CALL, Way.OBSERVER, Way.AFTER_SUCCESS),
        MILLION(true, List.of(0, 1000, Way.MILLION), Way.CALL, Way.FLOOR, Way.RAW), BOUNDARY(true, List.of(1),
                Way.EMPTY, Way.EMPTY_WITH_LIBRARY, Way.INSERT, Way.INSERT_WITH_LIBRARY, Way.INTERCEPTED),
        WITHOUT_TRANSACTION(true, List.of(1000), Way.CALL_AT_ONCE, Way.STATUS);

        /**
         * Whether the measuring thread serves a request, as most threads of a server do; those of a timer or of a queue
         * do not.
         */
        final boolean inRequest;

        /** The callbacks in a transaction. */
        final List<Integer> sizes;

        final List<Way> ways;

        Group(boolean inRequest, List<Integer> sizes, Way... ways) {
            this.inRequest = inRequest;
            this.sizes = sizes;
            this.ways = List.of(ways);
        }
    }

    static final int MILLION = 1_000_000;
    private static final List<Integer> SIZES = List.of(0, 1, 10, 100, 1000);

    final String title;

    Way(String title) {
        this.title = title;
    }
}
