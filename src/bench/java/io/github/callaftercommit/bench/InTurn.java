// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.sql.SQLException;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures the ways of a group and all sizes in turn, a few transactions of each: on a shared machine the next tenth of
 * a second may be half as fast again, and another JVM compiles the same code in another way.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class InTurn {

    @Param("CALLS")
    public String group;

    private Container.WithLibrary with;
    private Container.WithoutLibrary without;
    private LibraryCalls library;
    private Transactions transactions;
    private CdiEvents cdi;
    private SpringEvents spring;
    private Database database;

    @Setup
    public void start() throws Exception {
        Way.Group measured = Way.Group.valueOf(group);
        with = new Container.WithLibrary();
        without = new Container.WithoutLibrary();
        if (measured.inRequest) {
            with.beginRequest();
            without.beginRequest();
        }
        library = new LibraryCalls(with);
        transactions = new Transactions(with.registry());
        cdi = new CdiEvents(without);
        spring = new SpringEvents();
        database = new Database();
        for (Way way : measured.ways) {
            measured.sizes.forEach(n -> Blocks.add(way, n, operation(way)));
        }
    }

    @Setup(Level.Iteration)
    public void empty() throws SQLException {
        database.empty();
    }

    @TearDown
    public void stop() {
        database.close();
        spring.close();
        without.close();
        with.close();
    }

    @Benchmark
    public void turn() throws Exception {
        Blocks.turn();
    }

    private Blocks.Operation operation(Way way) {
        return switch (way) {
            case CALL -> library::call;
            case CALL_WITH_ARGUMENT -> library::callWithArgument;
            case ANNOTATED -> library::annotated;
            case OBSERVER -> library::observer;
            case BY_HAND -> library::callByHand;
            case CALL_AT_ONCE -> library::callWithoutTransaction;
            case FLOOR -> transactions::floor;
            case RAW -> transactions::raw;
            case STATUS -> transactions::statusLookUp;
            case REGISTERED -> spring::registerSynchronization;
            case LISTENER -> spring::transactionalEventListener;
            case AFTER_SUCCESS -> cdi::afterSuccess;
            case INTERCEPTED -> cdi::interceptedNothing;
            case EMPTY -> n -> without.business.inTransaction(() -> {});
            case EMPTY_WITH_LIBRARY -> n -> with.business.inTransaction(() -> {});
            case INSERT -> n -> without.business.inTransaction(database::insert);
            case INSERT_WITH_LIBRARY -> n -> with.business.inTransaction(database::insert);
        };
    }
}
