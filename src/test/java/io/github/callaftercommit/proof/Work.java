// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A callback of a class that can be recognized in a log. */
public record Work(Runnable work) implements Runnable {

    @Override
    public void run() {
        work.run();
    }

    /** A method of one argument. */
    record One() implements Consumer<Runnable> {

        @Override
        public void accept(Runnable work) {
            work.run();
        }
    }

    /** A method of two arguments. */
    record Two() implements BiConsumer<Runnable, Object> {

        @Override
        public void accept(Runnable work, Object unused) {
            work.run();
        }
    }
}
