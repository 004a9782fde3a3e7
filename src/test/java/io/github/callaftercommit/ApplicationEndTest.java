// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transaction;
import jakarta.transaction.UserTransaction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is called while the application ends is called as ever; only what was queued before is lost after the end. */
class ApplicationEndTest {

    /** What is to be done in the end. */
    abstract static class Last {

        @Inject
        Transactions transactions;

        @Inject
        AfterCommitService afterCommit;

        @Inject
        Database database;

        @Inject
        Journal journal;

        private Demarcated demarcated;

        public void demarcate(Demarcated with) {
            demarcated = with;
        }

        void saveAndCall(String who) {
            try {
                demarcated.run(transactions, () -> {
                    database.save(who);
                    afterCommit.call(() -> journal.note(who + " sees " + database.notes()));
                    afterCommit.call(journal::note, who + " goes on");
                });
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @Nested
    class InAnObserverOfTheEnd {

        @Singleton
        static class Observer extends Last {

            void early(@Observes @Priority(1) @BeforeDestroyed(ApplicationScoped.class) Object event) {
                saveAndCall("a");
            }

            void ordinary(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
                saveAndCall("b");
            }

            void late(@Observes @Priority(Integer.MAX_VALUE) @BeforeDestroyed(ApplicationScoped.class) Object event) {
                saveAndCall("c");
            }
        }

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Observer.class);

        @ParameterizedTest
        @EnumSource
        void callsAreMade(Demarcated demarcated) {
            stack.get(Observer.class).demarcate(demarcated);
            Journal journal = stack.journal();
            stack.container().close();

            assertThat(journal.noted()).containsExactly("a sees [a]", "a goes on", "b sees [a, b]", "b goes on",
                    "c sees [a, b, c]", "c goes on");
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    @Nested
    class InABeanThatIsDestroyed {

        @ApplicationScoped
        static class Bean extends Last {

            @PreDestroy
            void end() {
                saveAndCall("bean");
                afterCommit.call(journal::note, "without a transaction");
            }
        }

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Bean.class);

        @ParameterizedTest
        @EnumSource
        void callsAreMade(Demarcated demarcated) {
            stack.get(Bean.class).demarcate(demarcated);
            Journal journal = stack.journal();
            stack.container().close();

            assertThat(journal.noted()).containsExactly("bean sees [bean]", "bean goes on", "without a transaction");
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    @Nested
    class InATransactionThatOutlivesIt {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        /** The beans that the calls need are gone. */
        @Test
        void whatWasQueuedBeforeIsLostWithAWarning() throws Exception {
            stack.manager().begin();
            stack.afterCommit().call(stack.journal().noting("lost"));
            Journal journal = stack.journal();
            Transaction transaction = stack.manager().suspend();
            stack.container().close();
            stack.manager().resume(transaction);
            stack.manager().commit();

            assertThat(journal.noted()).isEmpty();
            assertThat(stack.logs().messages("CAC-007")).singleElement().asString().contains("1 call was lost",
                    "has committed", "Journal");
        }
    }

    @Nested
    class InATransactionAfterIt {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        /** That the container is closed is an ordinary failure, where the call needs it. */
        @Test
        void callsAreMadeOrReportedAsFailed() throws Exception {
            AfterCommitService afterCommit = stack.afterCommit();
            Journal journal = stack.journal();
            UserTransaction transaction = com.arjuna.ats.jta.UserTransaction.userTransaction();
            stack.container().close();
            transaction.begin();
            afterCommit.call(journal.noting("called"));
            transaction.commit();

            assertThat(stack.logs().messages("CAC-007")).isEmpty();
            assertThat(journal.noted().size() + stack.logs().messages("CAC-008").size()).isOne();
        }
    }
}
