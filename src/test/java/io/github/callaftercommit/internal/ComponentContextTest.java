// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In the component of the committing thread")
class ComponentContextTest {

    private final List<String> events = new ArrayList<>();
    private final Deque<String> calls = new ArrayDeque<>(List.of("call"));

    @Test
    @DisplayName("the calls are made once")
    void once() {
        run(work -> {
            events.add("begin");
            work.run();
            events.add("end");
        });

        assertThat(events).containsExactly("begin", "call", "end");
    }

    @Test
    @DisplayName("they are made without it where there is none")
    void none() {
        run(null);

        assertThat(events).containsExactly("call");
    }

    @Test
    @DisplayName("they are made without it where the server refuses it, which is no failure")
    void refused() {
        assertThatCode(() -> run(work -> {
            throw new IllegalStateException("undeployed");
        })).doesNotThrowAnyException();

        assertThat(events).containsExactly("call");
    }

    @Test
    @DisplayName("they are not made again where the server bars the way back, which is no failure")
    void barred() {
        assertThatCode(() -> run(work -> {
            work.run();
            throw new IllegalStateException("undeployed");
        })).doesNotThrowAnyException();

        assertThat(events).containsExactly("call");
    }

    @Test
    @DisplayName("they are made even where the stack ends before it is reached")
    void error() {
        assertThatThrownBy(() -> run(work -> {
            throw new StackOverflowError();
        })).isInstanceOf(StackOverflowError.class);

        assertThat(events).containsExactly("call");
    }

    /** As the calls of a transaction are taken before they are made. */
    private void run(Executor component) {
        TransactionServices.ComponentContext.run(component, () -> {
            if (!calls.isEmpty()) {
                events.add(calls.poll());
            }
        });
    }
}
