// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import io.github.callaftercommit.internal.Internals;
import jakarta.ejb.AfterCompletion;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Remove;
import jakarta.ejb.Schedule;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the annotations of a session bean rule out; {@code @Typed} stands for its local views. That its container
 * behaves so is shown on the servers.
 */
class SessionBeanPlacementTest {

    static class Plain {

        @CallAfterCommit
        public void send() {}
    }

    static class AsynchronousMethod {

        @CallAfterCommit
        @Asynchronous
        public void send() {}
    }

    @Asynchronous
    static class AsynchronousClass {

        @CallAfterCommit
        public void send() {}
    }

    @Asynchronous
    static class InheritsFromPlain extends Plain {}

    static class InheritsFromAsynchronous extends AsynchronousClass {}

    static class TimeoutMethod {

        @CallAfterCommit
        @Timeout
        public void send() {}
    }

    static class ScheduledMethod {

        @CallAfterCommit
        @Schedule
        public void send() {}
    }

    static class RemoveMethod {

        @CallAfterCommit
        @Remove
        public void send() {}
    }

    static class AfterCompletionMethod {

        @CallAfterCommit
        @AfterCompletion
        public void send() {}
    }

    @TransactionManagement(TransactionManagementType.BEAN)
    static class BeanManaged {

        @CallAfterCommit
        public void send() {}
    }

    @TransactionManagement(TransactionManagementType.CONTAINER)
    static class ContainerManaged {

        @CallAfterCommit
        public void send() {}
    }

    static class Required {

        @CallAfterCommit
        @TransactionAttribute(TransactionAttributeType.REQUIRED)
        public void send() {}
    }

    static class Supports {

        @CallAfterCommit
        @TransactionAttribute(TransactionAttributeType.SUPPORTS)
        public void send() {}
    }

    static class RequiresNew {

        @CallAfterCommit
        @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
        public void send() {}
    }

    static class NotSupported {

        @CallAfterCommit
        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public void send() {}
    }

    static class Never {

        @CallAfterCommit
        @TransactionAttribute(TransactionAttributeType.NEVER)
        public void send() {}
    }

    static class Mandatory {

        @CallAfterCommit
        @TransactionAttribute(TransactionAttributeType.MANDATORY)
        public void send() {}
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    static class RequiresNewClass {

        @CallAfterCommit
        public void send() {}
    }

    static class InheritsFromRequiresNew extends RequiresNewClass {}

    @TransactionAttribute(TransactionAttributeType.NEVER)
    static class NeverClass extends Plain {}

    static class Rejecting {

        @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
        public void send() {}
    }

    @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
    static class RejectingClass {

        public void send() {}
    }

    static class RejectingSupports {

        @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
        @TransactionAttribute(TransactionAttributeType.SUPPORTS)
        public void send() {}
    }

    static class Hidden {

        @CallAfterCommit
        void send() {}
    }

    interface Local {

        void send();
    }

    @Typed(Local.class)
    static class InView implements Local {

        @Override
        @CallAfterCommit
        public void send() {}
    }

    @Typed(Local.class)
    static class NotInView implements Local {

        @Override
        public void send() {}

        @CallAfterCommit
        public void sendAll() {}
    }

    interface Handler<T> {

        void handle(T value);
    }

    @Typed(Handler.class)
    static class StringHandler implements Handler<String> {

        @Override
        @CallAfterCommit
        public void handle(String value) {}
    }

    interface StringHandling extends Handler<String> {}

    @Typed({Handler.class, StringHandling.class})
    static class ByExtendingView implements StringHandling {

        @Override
        @CallAfterCommit
        public void handle(String value) {}

        public void handle(Integer value) {}
    }

    @CallAfterCommit
    @Typed(Local.class)
    static class WholeClass implements Local {

        @Override
        public void send() {}

        public String inNoView() {
            return "";
        }

        void helper() {}

        @AfterCompletion
        private void completed(boolean committed) {}

        @Schedule
        void everyHour() {}
    }

    @CallAfterCommit
    static class WholeClassWithTimer {

        public void send() {}

        @Schedule
        public void everyHour() {}

        @AfterCompletion
        public void completed(boolean committed) {}
    }

    @CallAfterCommit
    static class WholeClassWithValue {

        public int count() {
            return 0;
        }
    }

    @CallAfterCommit
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    static class PartlyNew {

        public void send() {}

        @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
        public void sendNew() {}
    }

    @CallAfterCommit
    interface AnnotatedLocal {

        void send();
    }

    @Typed(AnnotatedLocal.class)
    static class PlainOfAnnotatedLocal implements AnnotatedLocal {

        @Override
        public void send() {}
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    static Stream<Arguments> refused() {
        return Stream.of(arguments(AsynchronousMethod.class, "CAC-111", "jakarta.ejb.Asynchronous"),
                arguments(AsynchronousClass.class, "CAC-111", "jakarta.ejb.Asynchronous"),
                arguments(InheritsFromAsynchronous.class, "CAC-111", "AsynchronousClass#send()"),
                arguments(TimeoutMethod.class, "CAC-112", "timeout method"),
                arguments(ScheduledMethod.class, "CAC-112", "timeout method"),
                arguments(RemoveMethod.class, "CAC-113", "@Remove"),
                arguments(AfterCompletionMethod.class, "CAC-109", "lifecycle"),
                arguments(BeanManaged.class, "CAC-116", "bean-managed"),
                arguments(RequiresNew.class, "CAC-115", "its transaction attribute is REQUIRES_NEW,"),
                arguments(NotSupported.class, "CAC-115", "its transaction attribute is NOT_SUPPORTED,"),
                arguments(Never.class, "CAC-115", "its transaction attribute is NEVER,"),
                arguments(Mandatory.class, "CAC-118", "MANDATORY"),
                arguments(RequiresNewClass.class, "CAC-115", "is REQUIRES_NEW,"),
                arguments(InheritsFromRequiresNew.class, "CAC-115", "RequiresNewClass#send()"),
                arguments(Rejecting.class, "CAC-119", "SUPPORTS"),
                arguments(RejectingClass.class, "CAC-119", "RejectingClass#send()"),
                arguments(Hidden.class, "CAC-117", "Hidden#send()"),
                arguments(NotInView.class, "CAC-117", "NotInView#sendAll()"),
                arguments(WholeClassWithValue.class, "CAC-101", "Annotate the methods that are to wait"),
                arguments(PartlyNew.class, "CAC-115", "PartlyNew#sendNew()"),
                arguments(PlainOfAnnotatedLocal.class, "CAC-120", "AnnotatedLocal#send()"));
    }

    static Stream<Class<?>> accepted() {
        return Stream.of(Plain.class, InheritsFromPlain.class, ContainerManaged.class, Required.class, Supports.class,
                NeverClass.class, RejectingSupports.class, InView.class, StringHandler.class, ByExtendingView.class,
                WholeClass.class, WholeClassWithTimer.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void isRefused(Class<?> type, String id, String text) {
        assertThat(refusal(type).lines()).singleElement().asString().contains(id + ": ", text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAccepted(Class<?> type) {
        assertThat(refusal(type)).isNull();
    }

    private String refusal(Class<?> sessionBean) {
        BeanManager beanManager = stack.container().getBeanManager();
        AnnotatedType<?> type = beanManager.createAnnotatedType(sessionBean);
        return Internals.refusal(beanManager, type, beanOf(type, beanManager), sessionBean.getSimpleName());
    }

    private static <T> Bean<T> beanOf(AnnotatedType<T> type, BeanManager beanManager) {
        return beanManager.createBean(beanManager.createBeanAttributes(type), type.getJavaClass(),
                beanManager.getInjectionTargetFactory(type));
    }
}
