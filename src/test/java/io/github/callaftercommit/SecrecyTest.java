// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.LogRecord;

import javax.transaction.xa.XAException;

import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No log line, at whatever level, and no exception of the library shows an argument or a key; nor does it ask one for
 * its text.
 */
class SecrecyTest {

    /** It knows whether somebody has asked for it. */
    static final class Secret {

        private static final String TEXT = "the secret";

        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public String toString() {
            asked.set(true);
            return TEXT;
        }
    }

    @ApplicationScoped
    static class Confidant {

        private RuntimeException failure;

        void failWith(RuntimeException thrown) {
            failure = thrown;
        }

        @CallAfterCommit
        public void tell(Secret secret, String text) {
            take(secret);
        }

        @CallAfterCommit(withoutTransaction = CallAfterCommit.WithoutTransaction.REJECT)
        public void tellInTransaction(Secret secret, String text) {
            take(secret);
        }

        public void take(Secret secret) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(Confidant.class);

    private final Secret secret = new Secret();

    @AfterEach
    void nothingIsRevealed() {
        assertThat(stack.logs().records()).extracting(SecrecyTest::everything)
                .noneMatch(line -> line.contains(Secret.TEXT));
        assertThat(secret.asked).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void ofCallsThatAreMade(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), this::tell);

        assertThat(stack.logs().messages("CAC-002")).hasSize(6);
        assertThat(stack.logs().messages("CAC-003")).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource
    void ofCallsThatFail(Demarcated demarcated) throws Exception {
        stack.get(Confidant.class).failWith(new IllegalStateException("no secret"));

        demarcated.run(stack.transactions(), this::tell);

        assertThat(stack.logs().messages("CAC-008")).hasSize(6);
    }

    @Test
    void ofCallsThatAreDroppedByARollback() {
        IllegalArgumentException no = new IllegalArgumentException("no");

        assertThatThrownBy(() -> stack.transactions().required(() -> {
            tell();
            throw no;
        })).isSameAs(no);

        assertThat(stack.logs().messages("CAC-004")).singleElement().asString().contains("6 calls were dropped");
    }

    @Test
    void ofCallsThatAreDroppedAtOnceBecauseTheTransactionCanOnlyRollBack() throws Exception {
        stack.manager().begin();
        stack.manager().setRollbackOnly();
        tell();
        stack.manager().rollback();

        assertThat(stack.logs().messages("CAC-004")).hasSize(7);
    }

    @Test
    void ofCallsThatAreDroppedBecauseTheCommitIsNotCertain() {
        assertThatThrownBy(() -> stack.transactions().required(() -> {
            tell();
            stack.manager().getTransaction()
                    .enlistResource(ScriptedResource.agreeing().refusingCommit(XAException.XA_HEURMIX));
        })).isInstanceOf(HeuristicMixedException.class);

        assertThat(stack.logs().messages("CAC-006")).singleElement().asString().contains("6 calls were dropped");
    }

    @Test
    void ofCallsThatAreDroppedBecauseTheOutcomeIsUnknown() {
        Internals.Calls calls = new Internals(stack.container()).calls(new Object());
        calls.addWithArguments((told, text) -> stack.get(Confidant.class).tell((Secret) told, (String) text), secret,
                Secret.TEXT, Secret.TEXT);
        calls.complete(Status.STATUS_UNKNOWN);

        assertThat(stack.logs().messages("CAC-005")).singleElement().asString().contains("1 call was dropped");
    }

    @Test
    void ofCallsThatAreLostBecauseTheApplicationHasStopped() throws Exception {
        stack.manager().begin();
        tell();
        Transaction transaction = stack.manager().suspend();
        stack.container().close();
        stack.manager().resume(transaction);
        stack.manager().commit();

        assertThat(stack.logs().messages("CAC-007")).singleElement().asString().contains("6 calls were lost");
    }

    @Test
    void ofCallsThatAreRefusedWithoutATransaction() {
        AfterCommitService service = stack.afterCommit().requireTransaction();

        assertThatThrownBy(() -> service.call(stack.get(Confidant.class)::take, secret))
                .hasMessageStartingWith("CAC-022").hasMessageNotContaining(Secret.TEXT);
        assertThatThrownBy(() -> service.callOnce(Secret.TEXT, stack.journal().noting("never")))
                .hasMessageStartingWith("CAC-022").hasMessageNotContaining(Secret.TEXT);
        assertThatThrownBy(() -> stack.get(Confidant.class).tellInTransaction(secret, Secret.TEXT))
                .hasMessageStartingWith("CAC-022").hasMessageNotContaining(Secret.TEXT);
    }

    @Test
    void whatARecordRevealsIsNoticed() {
        LogRecord message = new LogRecord(Level.FINE, "told " + Secret.TEXT);
        LogRecord parameter = new LogRecord(Level.FINE, "told");
        parameter.setParameters(new Object[]{Secret.TEXT});
        LogRecord cause = new LogRecord(Level.FINE, "told");
        cause.setThrown(new IllegalStateException(new IllegalArgumentException(Secret.TEXT)));

        assertThat(List.of(message, parameter, cause)).extracting(SecrecyTest::everything)
                .allMatch(line -> line.contains(Secret.TEXT));
        Secret other = new Secret();
        assertThat(String.valueOf(other)).isEqualTo(Secret.TEXT);
        assertThat(other.asked).isTrue();
    }

    /** In each of the ways to pass one on. */
    private void tell() {
        Confidant confidant = stack.get(Confidant.class);
        confidant.tell(secret, Secret.TEXT);
        confidant.tellInTransaction(secret, Secret.TEXT);
        stack.afterCommit().call(confidant::take, secret);
        stack.afterCommit().call((told, text) -> confidant.take(told), secret, Secret.TEXT);
        stack.afterCommit().callOnce(Secret.TEXT, () -> confidant.take(secret));
        stack.afterCommit().callOnce(Secret.TEXT, secret, list -> list.forEach(confidant::take));
        stack.afterCommit().callOnce(Secret.TEXT, secret, list -> list.forEach(confidant::take));
    }

    private static String everything(LogRecord record) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println(record.getMessage());
        if (record.getParameters() != null) {
            for (Object parameter : record.getParameters()) {
                writer.println(parameter);
            }
        }
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(writer);
        }
        return text.toString();
    }
}
