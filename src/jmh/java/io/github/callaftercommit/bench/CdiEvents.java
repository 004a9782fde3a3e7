// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Event;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What CDI itself offers, an {@code AFTER_SUCCESS} observer, and what any interceptor costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CdiEvents extends Sized {

    private Container container;
    private Event<Beans.Sent> events;
    private Beans.Business business;
    private Beans.Intercepted intercepted;

    @Setup
    public void begin(Container.WithoutLibrary container) {
        this.container = container;
        container.beginRequest();
        events = container.weld.event().select(Beans.Sent.class);
        business = container.business;
        intercepted = container.intercepted;
    }

    @TearDown
    public void end() {
        container.endRequest();
    }

    @Benchmark
    public int afterSuccess() {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                events.fire(new Beans.Sent(callback));
            }
            callback.isPending();
        });
        return callback.wasCalled(n);
    }

    @Benchmark
    public int interceptedNothing() {
        intercepted.send(callback);
        return callback.wasCalled(1);
    }
}
