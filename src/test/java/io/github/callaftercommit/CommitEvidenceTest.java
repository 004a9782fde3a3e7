// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.util.stream.Stream;

import javax.transaction.xa.XAException;

import com.acme.Neighbour;
import com.acme.Neighbour.Beside;
import com.acme.Neighbour.Habits;
import com.acme.Neighbour.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.transaction.TransactionalException;
import org.acme.OtherNeighbour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What speaks against a commit under {@code @Transactional}, and what does not: interceptors beside the transactional
 * one throw, translate, retry and run several transactions through one boundary.
 */
class CommitEvidenceTest {

    @ApplicationScoped
    public static class Business {

        @Transactional
        @Beside
        public void required(Work work) throws Exception {
            work.run();
        }

        @Transactional(TxType.REQUIRES_NEW)
        @Beside
        public void requiresNew(Work work) throws Exception {
            work.run();
        }
    }

    @SuppressWarnings("serial") // it never leaves the test
    static final class Translated extends Exception {

        Translated(Throwable cause) {
            super(cause);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Business.class, Habits.class, Neighbour.Outside.class,
            Neighbour.Inside.class, OtherNeighbour.Outside.class, OtherNeighbour.Inside.class);

    private void neighbour(Place place, Neighbour.Habit habit) {
        stack.get(Habits.class).set(place, habit);
    }

    private void translatingNeighbour(Place place) {
        neighbour(place, invocation -> {
            try {
                return invocation.proceed();
            } catch (Exception thrown) {
                throw new Translated(thrown);
            }
        });
    }

    private void required(Work work) throws Exception {
        stack.get(Business.class).required(work);
    }

    private void saveAndCall() {
        stack.database().save("row");
        stack.afterCommit().call(stack.journal().noting("called"));
    }

    private void enlist(ScriptedResource resource) throws Exception {
        stack.manager().getTransaction().enlistResource(resource);
    }

    /** Nothing but the transaction manager can know of it: the commit is one of one phase. */
    private void callAndFailInOnePhase(String what) throws Exception {
        stack.afterCommit().call(stack.journal().noting(what));
        enlist(ScriptedResource.agreeing().refusingCommit(XAException.XA_HEURMIX));
    }

    private void callAndFailInTwoPhases(String what) throws Exception {
        enlist(ScriptedResource.agreeing());
        callAndFailInOnePhase(what);
    }

    private void assertCommittedAndCalled() {
        assertThat(stack.database().notes()).containsExactly("row");
        assertThat(stack.journal().noted()).containsExactly("called");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private void assertDroppedWithAWarning() {
        assertThat(stack.logs().alarms()).singleElement().asString().containsPattern("CAC-00[56]: 1 call was dropped");
    }

    /** A checked exception commits. */
    @Nested
    class ExceptionOfTheBody {

        private static Stream<Exception> exceptions() {
            return Stream.of(new IOException("checked"), new Exception(new IOException("checked")),
                    new RollbackException("of another transaction"),
                    new HeuristicMixedException("of another transaction"),
                    new HeuristicRollbackException("of another transaction"),
                    new SystemException("of another transaction"),
                    new Exception(new HeuristicMixedException("of another transaction")));
        }

        private static Stream<Arguments> exceptionsAndPlaces() {
            return exceptions().flatMap(thrown -> Stream.of(Place.values()).map(place -> Arguments.of(thrown, place)));
        }

        @ParameterizedTest
        @MethodSource("exceptions")
        void isNoEvidence(Exception thrown) {
            assertThatThrownBy(() -> required(() -> {
                saveAndCall();
                throw thrown;
            })).isSameAs(thrown);

            assertCommittedAndCalled();
        }

        @ParameterizedTest(name = "{0}, translated at {1}")
        @MethodSource("exceptionsAndPlaces")
        void isNoEvidenceWhereItIsTranslated(Exception thrown, Place place) {
            translatingNeighbour(place);

            assertThatThrownBy(() -> required(() -> {
                saveAndCall();
                throw thrown;
            })).isInstanceOf(Translated.class).hasCause(thrown);

            assertCommittedAndCalled();
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void isNoEvidenceWhereItIsReplaced(Place place) {
            neighbour(place, invocation -> {
                try {
                    return invocation.proceed();
                } catch (IOException thrown) {
                    throw new IllegalStateException("says nothing of the cause");
                }
            });

            assertThatThrownBy(() -> required(() -> {
                saveAndCall();
                throw new IOException("checked");
            })).isInstanceOf(IllegalStateException.class);

            assertCommittedAndCalled();
        }

        @Test
        void isNoEvidenceWhereATransactionOfItsOwnHasFailed() {
            assertThatThrownBy(() -> required(() -> {
                saveAndCall();
                stack.get(Business.class).requiresNew(() -> callAndFailInOnePhase("uncertain"));
            })).isInstanceOf(HeuristicMixedException.class);

            assertThat(stack.database().notes()).containsExactly("row");
            assertThat(stack.journal().noted()).containsExactly("called");
            assertDroppedWithAWarning();
        }

        /** What the transaction manager throws then replaces the exception of the body. */
        @ParameterizedTest
        @EnumSource
        void doesNotHideThatTheCommitHasFailed(Place place) {
            translatingNeighbour(place);

            assertThatThrownBy(() -> required(() -> {
                callAndFailInTwoPhases("uncertain");
                throw new IOException("checked");
            })).isNotNull();

            assertThat(stack.journal().noted()).isEmpty();
            assertDroppedWithAWarning();
        }
    }

    @Nested
    class ExceptionOfAnInterceptor {

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void afterTheCommitIsNoEvidence(Place place) {
            neighbour(place, invocation -> {
                invocation.proceed();
                throw new IllegalStateException("the audit failed");
            });

            assertThatThrownBy(() -> required(CommitEvidenceTest.this::saveAndCall)).hasMessage("the audit failed");

            assertCommittedAndCalled();
        }

        /** The inner transaction has committed; the server could not resume the outer one, as Payara with XA. */
        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void thatATransactionCouldNotBeResumedIsNoEvidence(Place place) {
            neighbour(place, invocation -> {
                invocation.proceed();
                throw new TransactionalException("resume", new InvalidTransactionException("it has completed"));
            });

            assertThatThrownBy(() -> stack.get(Business.class).requiresNew(CommitEvidenceTest.this::saveAndCall))
                    .isInstanceOf(TransactionalException.class);

            assertCommittedAndCalled();
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void thatWrapsAFailedCommitIsEvidence(Place place) {
            neighbour(place, invocation -> {
                try {
                    return invocation.proceed();
                } catch (HeuristicMixedException thrown) {
                    throw new TransactionalException("commit", new IllegalStateException(thrown));
                }
            });

            assertThatThrownBy(() -> required(() -> callAndFailInTwoPhases("uncertain")))
                    .isInstanceOf(TransactionalException.class);

            assertThat(stack.journal().noted()).isEmpty();
            assertDroppedWithAWarning();
        }

        /** Only the transaction tells of it. */
        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void thatIsKeptBackHidesNoFailedCommitOfOnePhase(Place place) {
            neighbour(place, invocation -> {
                try {
                    return invocation.proceed();
                } catch (HeuristicMixedException thrown) {
                    return null;
                }
            });

            assertThatCode(() -> required(() -> callAndFailInOnePhase("uncertain"))).doesNotThrowAnyException();

            assertThat(stack.journal().noted()).isEmpty();
            assertDroppedWithAWarning();
        }
    }

    /** Each is judged for itself. OpenWebBeans lets an interceptor proceed to the transactional one but once. */
    @Nested
    class SeveralTransactionsThroughOneMethod {

        private int chunk;

        @BeforeEach
        void proceedsAgain() {
            assumeFalse(OpenWebBeans.isUsed());
        }

        private Throwable inThreeChunks(Place place, Work lastOne) {
            neighbour(place, invocation -> {
                for (int i = 0; i < 3; i++) {
                    invocation.proceed();
                }
                return null;
            });
            return catchThrowable(() -> required(() -> {
                chunk++;
                stack.journal().note("chunk " + chunk);
                stack.database().save("row " + chunk);
                stack.afterCommit().call(stack.journal().noting("call " + chunk));
                if (chunk == 3) {
                    lastOne.run();
                }
            }));
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void theCallsOfEachAreMadeBeforeTheNextBegins(Place place) {
            assertThat(inThreeChunks(place, () -> {})).isNull();

            assertThat(stack.journal().noted()).containsExactly("chunk 1", "call 1", "chunk 2", "call 2", "chunk 3",
                    "call 3");
            assertThat(stack.logs().alarms()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void oneThatRollsBackDropsItsOwnCallsAlone(Place place) {
            assertThat(inThreeChunks(place, () -> stack.manager().setRollbackOnly())).isNull();

            assertThat(stack.journal().noted()).containsExactly("chunk 1", "call 1", "chunk 2", "call 2", "chunk 3");
            assertThat(stack.database().notes()).containsExactly("row 1", "row 2");
            assertThat(stack.logs().messages("CAC-004")).hasSize(1);
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void oneWhoseCommitFailsDropsItsOwnCallsAlone(Place place) {
            Throwable thrown = inThreeChunks(place, () -> {
                enlist(ScriptedResource.agreeing());
                enlist(ScriptedResource.agreeing().refusingCommit(XAException.XA_HEURMIX));
            });

            assertThat(thrown).isInstanceOf(HeuristicMixedException.class);
            assertThat(stack.journal().noted()).containsExactly("chunk 1", "call 1", "chunk 2", "call 2", "chunk 3");
            assertDroppedWithAWarning();
        }
    }

    @Nested
    class Retry {

        private int attempts;

        @BeforeEach
        void proceedsAgain() {
            assumeFalse(OpenWebBeans.isUsed());
        }

        private void retrying(Place place) {
            neighbour(place, invocation -> {
                try {
                    return invocation.proceed();
                } catch (Exception thrown) {
                    return invocation.proceed();
                }
            });
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void doesNotMakeTheCallsOfAnAttemptWhoseCommitWasUncertain(Place place) throws Exception {
            retrying(place);

            required(() -> {
                attempts++;
                if (attempts == 1) {
                    callAndFailInOnePhase("paid in attempt 1");
                } else {
                    stack.afterCommit().call(stack.journal().noting("paid in attempt " + attempts));
                }
            });

            assertThat(stack.journal().noted()).containsExactly("paid in attempt 2");
            assertDroppedWithAWarning();
        }

        @ParameterizedTest
        @EnumSource(names = {"COM_ACME_OUTSIDE", "ORG_ACME_OUTSIDE"})
        void doesNotMakeTheCallsOfAnAttemptThatRolledBack(Place place) throws Exception {
            retrying(place);

            required(() -> {
                attempts++;
                stack.afterCommit().call(stack.journal().noting("paid in attempt " + attempts));
                if (attempts == 1) {
                    throw new IllegalStateException("try again");
                }
            });

            assertThat(stack.journal().noted()).containsExactly("paid in attempt 2");
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    /** Else a neighbour would not be one. */
    @Test
    void theNeighboursAreAroundTheTransactionalInterceptor() throws Exception {
        for (Place place : Place.values()) {
            neighbour(place, invocation -> {
                boolean outside = stack.manager().getTransaction() == null;
                stack.journal().note(place + (outside ? " is outside" : " is inside"));
                return invocation.proceed();
            });
        }
        required(() -> {});

        assertThat(stack.journal().noted()).containsExactlyInAnyOrder("COM_ACME_OUTSIDE is outside",
                "ORG_ACME_OUTSIDE is outside", "COM_ACME_INSIDE is inside", "ORG_ACME_INSIDE is inside");
    }
}
