// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.logging.Level;

import jakarta.transaction.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 'Where did my call go?' */
class LoggingTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Test
    void theStartIsOneLineThatSaysWhatWasFound() {
        assertThat(stack.logs().records("CAC-001")).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.INFO);
            assertThat(record.getMessage())
                    .contains(
                            "Call After Commit",
                            "0 annotated methods",
                            "TransactionSynchronizationRegistry found: a CDI bean",
                            "TransactionManager found: a CDI bean");
        });
    }

    @ParameterizedTest
    @EnumSource
    void aCallCanBeFollowedFromTheQueueToItsEnd(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            stack.afterCommit().call(stack.journal().noting("called"));
            stack.afterCommit().call(stack.journal().noting("called"));
            assertThat(stack.logs().records("CAC-002")).hasSize(2);
            assertThat(stack.logs().records("CAC-003")).isEmpty();
        });

        assertThat(stack.logs().records("CAC-002")).hasSize(2).allSatisfy(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINE);
            assertThat(record.getMessage()).contains("lambda in Journal.noting is queued");
        });
        assertThat(stack.logs().messages("CAC-003")).hasSize(2).allSatisfy(message -> assertThat(message)
                .contains("lambda in Journal.noting was called after the commit"));
    }

    @Test
    void thePlacesThatHoldNoServiceAreTold() {
        assertThat(stack.logs().messages("CAC-012"))
                .anySatisfy(
                        message -> assertThat(message)
                                .contains(
                                        "No TransactionSynchronizationRegistry was found by java:comp/TransactionSynchronizationRegistry"))
                .anySatisfy(message -> assertThat(message)
                        .contains("No TransactionManager was found by java:comp/TransactionManager"));
    }

    @Test
    void aRefusedSynchronizationIsToldAndNeverTriedAgain() throws Exception {
        for (int transaction = 0; transaction < 3; transaction++) {
            stack.transactions().userTransaction(() -> stack.afterCommit()
                    .call(stack.journal().noting("called")));
        }

        assertThat(stack.logs().messages("CAC-013")).isEmpty();
    }

    @Test
    void aListOfAHundredDroppedCallsIsComplete() {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
                    for (int call = 0; call < 100; call++) {
                        stack.afterCommit().call(stack.journal().noting("dropped"));
                    }
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(stack.logs().messages("CAC-004"))
                .singleElement()
                .asString()
                .contains("100 calls were dropped")
                .doesNotContain("more");
    }

    @Test
    void aLongListOfDroppedCallsIsCutOff() {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
                    for (int call = 0; call < 1000; call++) {
                        stack.afterCommit().call(stack.journal().noting("dropped"));
                    }
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(stack.logs().messages("CAC-004"))
                .singleElement()
                .asString()
                .contains("1000 calls were dropped", "and 900 more")
                .hasSizeLessThan(10_000);
    }

    /** The beans that the calls need are gone. */
    @Test
    void callsOfATransactionThatCommitsAfterTheApplicationHasStoppedAreLostWithAWarning() throws Exception {
        stack.manager().begin();
        stack.afterCommit().call(stack.journal().noting("lost"));
        Journal journal = stack.journal();
        Transaction transaction = stack.manager().suspend();
        stack.container().close();
        stack.manager().resume(transaction);
        stack.manager().commit();

        assertThat(journal.noted()).isEmpty();
        assertThat(stack.logs().messages("CAC-007"))
                .singleElement()
                .asString()
                .contains("1 call was lost", "has committed", "Journal");
    }
}
