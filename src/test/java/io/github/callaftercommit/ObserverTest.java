// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An annotated observer hears of an event after the commit of the transaction in which it was fired. */
class ObserverTest {

    record Placed(int order) {}

    record Rejecting() {}

    record Telling() {}

    record Conditional() {}

    @ApplicationScoped
    static class Shipping {

        @Inject
        Journal journal;

        @CallAfterCommit
        void placed(@Observes Placed event) {
            journal.note("shipped " + event.order());
            if (event.order() < 0) {
                throw new IllegalArgumentException("no such order");
            }
        }

        @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
        void rejecting(@Observes Rejecting event) {
            journal.note("rejecting");
        }

        @CallAfterCommit
        void telling(@Observes Telling event, EventMetadata metadata, Instance<Writer> writers) throws Exception {
            journal.note(metadata.getInjectionPoint().getBean().getBeanClass().getSimpleName());
            writers.get().write();
        }
    }

    @Singleton
    @CallAfterCommit
    static class Accounts {

        @Inject
        Journal journal;

        void early(@Observes @Priority(1) Placed event) {
            journal.note("booked " + event.order());
        }

        void late(@Observes @Priority(9_999) Placed event) {
            journal.note("audited " + event.order());
        }
    }

    @ApplicationScoped
    static class Writer {

        @Inject
        Journal journal;

        @Transactional
        public void write() {
            journal.note("written");
        }
    }

    @RequestScoped
    static class Basket {

        @Inject
        Journal journal;

        @CallAfterCommit
        void emptied(@Observes(notifyObserver = Reception.IF_EXISTS) Conditional event) {
            journal.note("emptied");
        }

        public void fill() {}
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        Event<Object> events;

        void fire(Object event) {
            events.fire(event);
        }
    }

    /** It fires what it observes itself, within a method that is intercepted. */
    @ApplicationScoped
    static class Alone {

        @Inject
        Journal journal;

        @Inject
        Event<Long> events;

        @Transactional
        public void place(boolean commits) {
            events.fire(1L);
            journal.note("placed");
            if (!commits) {
                throw new IllegalStateException("no");
            }
        }

        @CallAfterCommit
        void placed(@Observes Long order) {
            journal.note("heard in status " + journal.status());
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Shipping.class, Accounts.class, Shop.class, Writer.class, Basket.class,
            Alone.class);

    private void fire(Object event) {
        stack.get(Shop.class).fire(event);
    }

    @ParameterizedTest
    @EnumSource
    void hearsOfItAfterTheCommitAndInTheOrderOfPriorities(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            fire(new Placed(1));
            stack.afterCommit().call(stack.journal().noting("between"));
            fire(new Placed(2));
            assertThat(stack.journal().noted()).isEmpty();
        });

        assertThat(stack.journal().noted()).containsExactly("booked 1", "shipped 1", "audited 1", "between", "booked 2",
                "shipped 2", "audited 2");
    }

    @Test
    void hearsNothingAfterARollback() {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            fire(new Placed(1));
            throw new IllegalStateException("no");
        })).hasMessage("no");

        assertThat(stack.journal().noted()).isEmpty();
    }

    @Test
    void hearsOfItAtOnceWithoutATransaction() {
        fire(new Placed(1));

        assertThat(stack.journal().noted()).containsExactly("booked 1", "shipped 1", "audited 1");
    }

    @Test
    void withoutATransactionItsExceptionReachesWhoeverFires() {
        assertThatThrownBy(() -> fire(new Placed(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterTheCommitItsExceptionIsReportedAndTheOthersHearOfIt() throws Exception {
        stack.transactions().required(() -> fire(new Placed(-1)));

        assertThat(stack.journal().noted()).containsExactly("booked -1", "shipped -1", "audited -1");
        assertThat(stack.logs().messages("CAC-008")).singleElement().asString().contains("Shipping.placed(Placed)");
    }

    @Test
    void rejectsAnEventWithoutATransaction() throws Exception {
        assertThatThrownBy(() -> fire(new Rejecting())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CAC-022");
        stack.transactions().required(() -> fire(new Rejecting()));

        assertThat(stack.journal().noted()).containsExactly("rejecting");
    }

    @Test
    void isAPendingCallWithTheNameOfItsMethod() throws Exception {
        stack.transactions().required(() -> {
            fire(new Rejecting());
            assertThat(stack.afterCommit().pending().names()).containsExactly("Shipping.rejecting(Rejecting)");
        });
    }

    @Test
    void mayUseItsParametersAndTransactions() throws Exception {
        stack.transactions().required(() -> fire(new Telling()));

        assertThat(stack.journal().noted()).containsExactly("Shop", "written");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @Test
    void ifItIsToBeNotifiedOnlyWhereItExistsThatIsDecidedWhenTheEventIsFired() throws Exception {
        stack.transactions().required(() -> {
            fire(new Conditional());
            assertThat(stack.afterCommit().pending().names()).isEmpty();
            try {
                stack.get(Basket.class).fill();
            } catch (ContextNotActiveException noRequest) {
                return;
            }
            fire(new Conditional());
            assertThat(stack.afterCommit().pending().names()).hasSize(1);
        });
    }

    @Nested
    class WhereItsOwnBeanFiresTheEventInAnInterceptedMethod {

        @Test
        void hearsOfItAfterTheCommit() {
            stack.get(Alone.class).place(true);

            assertThat(stack.journal().noted()).containsExactly("placed",
                    "heard in status " + Status.STATUS_NO_TRANSACTION);
        }

        @Test
        void hearsNothingAfterARollback() {
            assertThatThrownBy(() -> stack.get(Alone.class).place(false)).hasMessage("no");

            assertThat(stack.journal().noted()).containsExactly("placed");
        }
    }
}
