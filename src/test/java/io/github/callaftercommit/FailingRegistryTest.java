// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static io.github.callaftercommit.WatchedService.FAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.logging.LogRecord;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A registry that works for everybody and fails for the library, at each of the methods that it uses, with an exception
 * or an error: the transaction is never harmed, and no call is made before a commit.
 */
class FailingRegistryTest {

    private final WatchedService<TransactionSynchronizationRegistry> registry = new WatchedService<>(
            TransactionSynchronizationRegistry.class, new TransactionSynchronizationRegistryImple());

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().with(HiddenServices.allBehind(registry.service()));

    @ParameterizedTest
    @ValueSource(strings = {"getTransactionStatus", "getTransactionKey", "registerInterposedSynchronization"})
    void aRegistryThatFailsAtTheCallRefusesItAndLetsTheTransactionCommit(String method) {
        withEachFault(Demarcated.USER_TRANSACTION, thrown -> {
            registry.fail(method, thrown);
            Throwable refusal = catchThrowable(() -> stack.afterCommit().call(stack.journal().noting("never")));
            registry.work();
            assertThat(refusal).satisfiesAnyOf(itself -> assertThat(itself).isSameAs(thrown),
                    wrapped -> assertThat(wrapped).hasMessageStartingWith("CAC-021").hasCause(thrown));
        });
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().alarmsSinceStart()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_REQUIRED", "TRANSACTIONAL_REQUIRES_NEW"})
    void aRegistryThatCannotTellTheTransactionWhereItBeginsKeepsNoCallFromBeingMade(Demarcated demarcated) {
        for (Throwable thrown : FAULTS) {
            registry.fail("getTransactionKey", thrown);
            Throwable seen = catchThrowable(() -> demarcated.run(stack.transactions(), () -> {
                registry.work();
                stack.database().save(thrown.toString());
                stack.afterCommit().call(stack.journal().noting(thrown.toString()));
            }));
            assertThat(seen).isNull();
        }
        assertThat(stack.database().notes()).hasSameSizeAs(FAULTS);
        assertThat(stack.journal().noted())
                .containsExactlyElementsOf(FAULTS.stream().map(Throwable::toString).toList());
        assertThat(stack.logs().alarmsSinceStart()).isEmpty();
        assertThat(stack.logs().messages("CAC-014")).isNotEmpty()
                .allSatisfy(message -> assertThat(message).contains("cannot be told"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"getTransactionKey", "registerInterposedSynchronization"})
    void aRegistryThatFailsAfterTheCallKeepsNoCallFromBeingMadeUnderTransactional(String method) {
        withEachFault(Demarcated.TRANSACTIONAL_REQUIRED, thrown -> {
            stack.afterCommit().call(stack.journal().noting(thrown.toString()));
            registry.fail(method, thrown);
        });
        assertThat(stack.journal().noted())
                .containsExactlyElementsOf(FAULTS.stream().map(Throwable::toString).toList());
        assertThat(stack.logs().alarmsSinceStart()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_REQUIRED", "USER_TRANSACTION"})
    void aRegistryThatCannotTellTheStatusAfterTheCommitHasTheCallReportedAsFailed(Demarcated demarcated) {
        withEachFault(demarcated, thrown -> {
            stack.afterCommit().call(stack.journal().noting("never"));
            registry.fail("getTransactionStatus", thrown);
        });
        assertThat(stack.journal().noted()).isEmpty();
        assertThat(stack.logs().records("CAC-008")).extracting(LogRecord::getThrown).containsExactlyElementsOf(FAULTS);
        assertThat(stack.logs().alarmsSinceStart()).hasSameSizeAs(FAULTS);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_REQUIRED", "USER_TRANSACTION"})
    void aRegistryThatCannotTellWhatACallHasLeftOpenHasItReportedAndTheNextOnesMade(Demarcated demarcated) {
        IllegalArgumentException ownFailure = new IllegalArgumentException("its own failure");
        withEachFault(demarcated, thrown -> {
            stack.afterCommit().call(() -> registry.fail("getTransactionStatus", thrown));
            stack.afterCommit().call(stack.journal().failing("next", ownFailure));
            stack.afterCommit().call(stack.journal().failing("fails as the registry does", thrown));
        });
        assertThat(stack.journal().noted()).hasSize(2 * FAULTS.size()).startsWith("next", "fails as the registry does");
        assertThat(stack.logs().records("CAC-008")).extracting(LogRecord::getThrown).containsExactlyElementsOf(
                FAULTS.stream().flatMap(thrown -> List.of(thrown, ownFailure, thrown).stream()).toList());
        assertThat(ownFailure.getSuppressed()).containsExactlyElementsOf(FAULTS);
        assertThat(stack.logs().records("CAC-008")).hasSize(3 * FAULTS.size());
    }

    private interface FaultyWork {

        void run(Throwable thrown) throws Exception;
    }

    /** Every transaction commits, and the committer sees nothing of the fault. */
    private void withEachFault(Demarcated demarcated, FaultyWork work) {
        for (Throwable thrown : FAULTS) {
            Throwable seen = catchThrowable(() -> demarcated.run(stack.transactions(), () -> {
                stack.database().save(thrown.toString());
                work.run(thrown);
            }));
            registry.work();
            assertThat(seen).isNull();
        }
        assertThat(stack.database().notes()).hasSameSizeAs(FAULTS);
    }
}
