// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 'Where did my call go?' */
class LoggingTest {

    private static final Pattern QUEUED = Pattern.compile("CAC-002: .* after the commit of (\\S+)\\.");

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @Test
    void theStartIsOneLineThatSaysWhatWasFound() {
        assertThat(stack.logs().records("CAC-001")).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.INFO);
            assertThat(record.getMessage()).contains("Call After Commit", "0 annotated methods",
                    "TransactionSynchronizationRegistry found: a CDI bean", "TransactionManager found: a CDI bean");
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
        assertThat(stack.logs().messages("CAC-003")).hasSize(2).allSatisfy(
                message -> assertThat(message).contains("lambda in Journal.noting was called after the commit"));
    }

    @Test
    void thePlacesThatHoldNoServiceAreTold() {
        assertThat(stack.logs().messages("CAC-012")).anySatisfy(message -> assertThat(message).contains(
                "No TransactionSynchronizationRegistry was found by java:comp/TransactionSynchronizationRegistry"))
                .anySatisfy(message -> assertThat(message)
                        .contains("No TransactionManager was found by java:comp/TransactionManager"));
    }

    @Test
    void narayanaIsNeverAskedForWhatItWouldRefuse() throws Exception {
        for (int transaction = 0; transaction < 3; transaction++) {
            stack.transactions().userTransaction(() -> stack.afterCommit().call(stack.journal().noting("called")));
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
        })).hasMessage("no");

        assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains("100 calls were dropped")
                .doesNotContain("more");
    }

    @Test
    void aLongListOfDroppedCallsIsCutOff() {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            for (int call = 0; call < 1000; call++) {
                stack.afterCommit().call(stack.journal().noting("dropped"));
            }
            throw new IllegalArgumentException("no");
        })).hasMessage("no");

        assertThat(stack.logs().messages("CAC-004")).singleElement().asString()
                .contains("1000 calls were dropped", "and 900 more").hasSizeLessThan(10_000);
    }

    /** The transaction of each call in the order in which they were queued. */
    private List<String> transactions() {
        return stack.logs().messages("CAC-002").stream().map(message -> {
            Matcher matcher = QUEUED.matcher(message);
            assertThat(matcher.matches()).as(message).isTrue();
            return matcher.group(1);
        }).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyLineOfACallNamesItsTransaction(Demarcated demarcated) throws Exception {
        Work call = () -> stack.afterCommit().call(stack.journal().noting("called"));
        demarcated.run(stack.transactions(), call);
        demarcated.run(stack.transactions(), call);
        assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
            call.run();
            throw new IllegalArgumentException("no");
        })).hasMessage("no");

        List<String> transactions = transactions();
        assertThat(transactions).hasSize(3).doesNotHaveDuplicates();
        assertThat(stack.logs().messages("CAC-003")).hasSize(2);
        assertThat(stack.logs().messages("CAC-003").get(0)).contains(" after the commit of " + transactions.get(0));
        assertThat(stack.logs().messages("CAC-003").get(1)).contains(" after the commit of " + transactions.get(1));
        assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains(transactions.get(2));
    }

    @Test
    void aFailureNamesItsTransactionToo() throws Exception {
        stack.transactions().required(
                () -> stack.afterCommit().call(stack.journal().failing("fails", new IllegalStateException())));

        assertThat(stack.logs().messages("CAC-008")).singleElement().asString().contains(transactions().get(0));
    }

    @Test
    void aCallOfAKeyThatIsPendingIsSaidToBeIgnored() throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().callOnce("key", stack.journal().noting("once"));
            stack.afterCommit().callOnce("key", stack.journal().failing("again", null));
        });

        assertThat(stack.logs().messages("CAC-002")).singleElement().asString()
                .contains("lambda in Journal.noting is queued");
        assertThat(stack.logs().records("CAC-017")).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINE);
            assertThat(record.getMessage()).contains("lambda in Journal.failing is ignored", "equal key",
                    transactions().get(0));
        });
        assertThat(stack.logs().messages("CAC-003")).hasSize(1);
    }

    @Test
    void anElementOfAKeyThatIsPendingIsSaidToBeCollected() throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().callOnce("key", 1, list -> {});
            stack.afterCommit().callOnce("key", 2, list -> {});
        });

        assertThat(stack.logs().messages("CAC-002")).hasSize(1);
        assertThat(stack.logs().records("CAC-019")).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.FINE);
            assertThat(record.getMessage()).contains("anElementOfAKeyThatIsPending", transactions().get(0));
        });
        assertThat(stack.logs().messages("CAC-017")).isEmpty();
    }

    @Test
    void aCallThatIsMadeByHandIsTold() throws Exception {
        stack.transactions().required(() -> {
            stack.afterCommit().call(stack.journal().noting("called"));
            stack.afterCommit().pending().callNow();
        });

        assertThat(stack.logs().messages("CAC-027")).singleElement().asString()
                .contains("lambda in Journal.noting was called by hand", transactions().get(0));
        assertThat(stack.logs().messages("CAC-003")).isEmpty();
    }

    /** The likeliest riddle: it was called before the commit. */
    @Nested
    class ACallThatIsMadeAtOnce {

        private void assertToldWith(String status) {
            assertThat(stack.logs().records("CAC-016")).singleElement().satisfies(record -> {
                assertThat(record.getLevel()).isEqualTo(Level.FINE);
                assertThat(record.getMessage()).contains("lambda in Journal.noting is called at once", status);
            });
        }

        @Test
        void isToldWithTheReason() {
            stack.afterCommit().call(stack.journal().noting("called"));

            assertToldWith("NO_TRANSACTION");
        }

        @Test
        void isToldWhereTheTransactionHasCompleted() throws Exception {
            stack.transactions()
                    .required(() -> stack.get(TransactionSynchronizationRegistry.class)
                            .registerInterposedSynchronization(new UserSynchronization(
                                    status -> stack.afterCommit().call(stack.journal().noting("called")))));

            assertToldWith("COMMITTED");
        }

        @Test
        void isToldWhereItIsMadeInACall() throws Exception {
            stack.transactions().required(
                    () -> stack.afterCommit().call(() -> stack.afterCommit().call(stack.journal().noting("called"))));

            assertToldWith("NO_TRANSACTION");
        }

        @Test
        void isNotToldOfACallThatWaits() throws Exception {
            stack.transactions().required(() -> stack.afterCommit().call(stack.journal().noting("called")));

            assertThat(stack.logs().messages("CAC-016")).isEmpty();
        }
    }

    /** A request-scoped bean is a new one then. Not on the thread of the test, where a container may keep a request. */
    @Nested
    class AFreshRequest {

        private void commit(boolean inRequest) throws Exception {
            RequestContextController request = stack.get(RequestContextController.class);
            stack.onAnotherThread(() -> {
                if (inRequest) {
                    request.activate();
                }
                stack.transactions().required(() -> stack.afterCommit().call(stack.journal().noting("called")));
                if (inRequest) {
                    request.deactivate();
                }
            });
        }

        @Test
        void isToldWhereNoneIsActive() throws Exception {
            commit(false);

            assertThat(stack.logs().records("CAC-018")).singleElement().satisfies(record -> {
                assertThat(record.getLevel()).isEqualTo(Level.FINE);
                assertThat(record.getMessage()).contains("request", "new instance");
            });
        }

        @Test
        void isNotToldWhereOneIs() throws Exception {
            commit(true);

            assertThat(stack.logs().messages("CAC-018")).isEmpty();
        }
    }
}
