// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import io.github.callaftercommit.AfterCommitService.Callback;
import io.github.callaftercommit.AfterCommitService.CallbackWithArgument;
import io.github.callaftercommit.AfterCommitService.CallbackWithArguments;

/** A callback of a class that can be recognized in a log. */
public record Work(Runnable work) implements Runnable, Callback<RuntimeException> {

    @Override
    public void run() {
        work.run();
    }

    @Override
    public void call() {
        work.run();
    }

    /** A method of one argument. */
    record One() implements CallbackWithArgument<Runnable, RuntimeException> {

        @Override
        public void call(Runnable work) {
            work.run();
        }
    }

    /** A method of two arguments. */
    record Two() implements CallbackWithArguments<Runnable, Object, RuntimeException> {

        @Override
        public void call(Runnable work, Object unused) {
            work.run();
        }
    }
}
