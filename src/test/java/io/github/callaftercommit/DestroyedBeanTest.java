// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionScoped;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A callback is a method of a bean that is gone when it is called. */
class DestroyedBeanTest {

    abstract static class Stateful implements Serializable {

        private static final long serialVersionUID = 1;

        @Inject
        transient Journal journal;

        private String state = "new";

        public void become(String state) {
            this.state = state;
        }

        public void note() {
            journal.note(state);
        }

        @PreDestroy
        void destroy() {
            journal.note("destroyed");
        }
    }

    abstract static class Annotated extends Stateful {

        private static final long serialVersionUID = 1;

        @CallAfterCommit
        public void noteLater() {
            note();
        }
    }

    @TransactionScoped
    static class OfTheTransaction extends Stateful {

        private static final long serialVersionUID = 1;
    }

    @RequestScoped
    static class OfTheRequest extends Stateful {

        private static final long serialVersionUID = 1;
    }

    @ApplicationScoped
    static class OfTheApplication extends Annotated {

        private static final long serialVersionUID = 1;
    }

    @Dependent
    static class OfItsOwner extends Annotated {

        private static final long serialVersionUID = 1;
    }

    /** Its last act is a call. */
    @TransactionScoped
    static class Collector implements Serializable {

        private static final long serialVersionUID = 1;

        @Inject
        transient Journal journal;

        @Inject
        transient AfterCommitService afterCommit;

        private int collected;

        public void collect() {
            collected++;
        }

        @PreDestroy
        void flush() {
            afterCommit.call(journal::note, "flushed " + collected);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of(OfTheTransaction.class, OfTheRequest.class, OfTheApplication.class,
            OfItsOwner.class, Collector.class);

    @ParameterizedTest
    @EnumSource
    void aBeanOfTheTransactionThatCallsWhenItIsDestroyedOvertakesNoCall(Demarcated demarcated) throws Exception {
        Collector collector = stack.get(Collector.class);
        demarcated.run(stack.transactions(), () -> {
            collector.collect();
            stack.afterCommit().call(stack.journal().noting("first"));
            collector.collect();
            stack.afterCommit().call(stack.journal().noting("second"));
        });

        assertThat(stack.journal().noted()).containsExactly("first", "second", "flushed 2");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aProxyOfTheTransactionFailsAloneAndIsReported(Demarcated demarcated) throws Exception {
        OfTheTransaction bean = stack.get(OfTheTransaction.class);
        demarcated.run(stack.transactions(), () -> {
            stack.database().save("committed");
            bean.become("used");
            stack.afterCommit().call(bean::note);
            stack.afterCommit().call(stack.journal().noting("next"));
        });

        assertThat(stack.journal().noted()).containsExactlyInAnyOrder("destroyed", "next");
        assertThat(stack.database().notes()).containsExactly("committed");
        assertThat(stack.logs().records("CAC-008")).singleElement()
                .satisfies(record -> assertThat(record.getThrown()).isInstanceOf(ContextNotActiveException.class));
        assertThat(stack.logs().alarms()).hasSize(1);
        assertThat(stack.manager().getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    }

    /** Not on the thread of the test: OpenWebBeans keeps a request active where it is started. */
    @ParameterizedTest
    @EnumSource
    void aProxyOfAnEndedRequestMeetsANewBeanInTheRequestOfTheCalls(Demarcated demarcated) throws Exception {
        OfTheRequest bean = stack.get(OfTheRequest.class);
        stack.onAnotherThread(() -> demarcated.run(stack.transactions(), () -> {
            RequestContextController request = stack.get(RequestContextController.class);
            request.activate();
            bean.become("used");
            stack.afterCommit().call(bean::note);
            request.deactivate();
            stack.afterCommit().call(stack.journal().noting("next"));
        }));

        assertThat(stack.journal().noted()).containsExactly("destroyed", "new", "next", "destroyed");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    /** What the proxy meets is the container's affair: a new bean, and on OpenWebBeans the old one. */
    @ParameterizedTest
    @EnumSource
    void anAnnotatedMethodIsCalledOnTheDestroyedBeanAndAProxyOnWhatItMeets(Demarcated demarcated) throws Exception {
        Instance<OfTheApplication> instance = stack.container().select(OfTheApplication.class);
        OfTheApplication bean = instance.get();
        demarcated.run(stack.transactions(), () -> {
            bean.become("used");
            bean.noteLater();
            stack.afterCommit().call(bean::note);
            instance.destroy(bean);
        });

        assertThat(stack.journal().noted()).hasSize(3).startsWith("destroyed", "used").last().isIn("new", "used");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDestroyedDependentBeanIsStillTheObjectThatIsCalled(Demarcated demarcated) throws Exception {
        Instance<OfItsOwner> instance = stack.container().select(OfItsOwner.class);
        OfItsOwner bean = instance.get();
        demarcated.run(stack.transactions(), () -> {
            bean.become("used");
            bean.noteLater();
            stack.afterCommit().call(bean::note);
            instance.destroy(bean);
        });

        assertThat(stack.journal().noted()).containsExactly("destroyed", "used", "used");
        assertThat(stack.logs().alarms()).isEmpty();
    }
}
