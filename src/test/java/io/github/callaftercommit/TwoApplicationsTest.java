// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two applications that share the classes of the library, and a transaction in which both of them call. */
class TwoApplicationsTest {

    @Singleton
    static class Failures {

        @Inject
        Journal journal;

        void observe(@Observes AfterCommitFailure failure) {
            journal.note("observed: " + failure.cause().getMessage());
        }
    }

    @RequestScoped
    static class Request {

        private String name = "no name";

        public String name() {
            return name;
        }

        public void name(String name) {
            this.name = name;
        }
    }

    private final EmbeddedStack one = EmbeddedStack.of(Failures.class, Request.class).pool(1);
    private final EmbeddedStack other = EmbeddedStack.of(Failures.class, Request.class);

    /** OpenWebBeans knows one application for each class loader. */
    @BeforeEach
    void start() throws Exception {
        assumeFalse(OpenWebBeans.isUsed());
        one.start();
        other.start();
    }

    @AfterEach
    void close() throws SystemException {
        if (!OpenWebBeans.isUsed()) {
            other.close();
            one.close();
        }
    }

    private static void call(EmbeddedStack stack, String what) {
        stack.afterCommit().call(stack.journal().noting(what));
    }

    @ParameterizedTest
    @EnumSource
    void eachMakesItsOwnCalls(Demarcated demarcated) throws Exception {
        demarcated.run(one.transactions(), () -> {
            call(one, "1");
            other.transactions().required(() -> call(other, "a"));
            call(one, "2");
            call(other, "b");
            assertThat(one.afterCommit().pending().names()).hasSize(2);
            assertThat(other.afterCommit().pending().names()).hasSize(2);
        });

        assertThat(one.journal().noted()).containsExactly("1", "2");
        assertThat(other.journal().noted()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void eachKnowsItsOwnKeys(Demarcated demarcated) throws Exception {
        demarcated.run(one.transactions(), () -> {
            one.afterCommit().callOnce("key", one.journal().noting("once"));
            other.afterCommit().callOnce("key", other.journal().noting("once"));
            other.afterCommit().callOnce("key", other.journal().noting("again"));
        });

        assertThat(one.journal().noted()).containsExactly("once");
        assertThat(other.journal().noted()).containsExactly("once");
    }

    @ParameterizedTest
    @EnumSource
    void eachObservesItsOwnFailures(Demarcated demarcated) throws Exception {
        demarcated.run(one.transactions(), () -> {
            one.afterCommit().call(one.journal().failing("1", new IllegalStateException("of the one")));
            other.afterCommit().call(other.journal().failing("a", new IllegalStateException("of the other")));
        });

        assertThat(one.journal().noted()).containsExactly("1", "observed: of the one");
        assertThat(other.journal().noted()).containsExactly("a", "observed: of the other");
    }

    /** Not on the thread of the test, where a container may keep a request active. */
    @ParameterizedTest
    @EnumSource
    void eachHasARequestForItsCalls(Demarcated demarcated) throws Exception {
        one.onAnotherThread(() -> demarcated.run(one.transactions(), () -> {
            one.afterCommit().call(() -> one.get(Request.class).name("of the one"));
            other.afterCommit().call(() -> other.get(Request.class).name("of the other"));
            one.afterCommit().call(() -> one.journal().note(one.get(Request.class).name()));
            other.afterCommit().call(() -> other.journal().note(other.get(Request.class).name()));
        }));

        assertThat(one.journal().noted()).containsExactly("of the one");
        assertThat(other.journal().noted()).containsExactly("of the other");
    }

    @ParameterizedTest
    @EnumSource
    void oneThatStopsLosesItsOwnCallsAlone(Demarcated demarcated) throws Exception {
        Journal lost = other.journal();
        demarcated.run(one.transactions(), () -> {
            call(one, "called");
            call(other, "lost");
            other.container().close();
        });

        assertThat(one.journal().noted()).containsExactly("called");
        assertThat(lost.noted()).isEmpty();
        assertThat(one.logs().messages("CAC-007")).singleElement().asString().contains("1 call was lost");
    }

    /** The method that completes the transaction belongs to one of them. */
    @ParameterizedTest
    @EnumSource
    void callsOfBothWriteThroughTheOneConnection(Demarcated demarcated) throws Exception {
        demarcated.run(one.transactions(), () -> {
            one.database().save("outer");
            other.afterCommit().call(() -> one.database().save("by the other"));
            one.afterCommit().call(() -> one.database().save("by the one"));
        });

        assertThat(one.database().notes()).containsExactly("by the one", "by the other", "outer");
        assertThat(one.logs().alarms()).isEmpty();
        assertThat(one.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }
}
