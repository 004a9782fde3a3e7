// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;

import io.github.callaftercommit.internal.Internals;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Remove;
import jakarta.ejb.Schedule;
import jakarta.ejb.Timeout;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the annotations of a session bean rule out. That its container behaves so is shown on the servers. */
class SessionBeanPlacementTest {

    abstract static class Sessions {

        public abstract void plain();

        @Asynchronous
        public abstract void asynchronous();

        @Timeout
        public abstract void timeout();

        @Schedule
        public abstract void schedule();

        @Remove
        public abstract void remove();

        @TransactionAttribute(TransactionAttributeType.REQUIRED)
        public abstract void required();

        @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
        public abstract void requiresNew();

        @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
        public abstract void notSupported();

        @TransactionAttribute(TransactionAttributeType.NEVER)
        public abstract void never();

        abstract void hidden();
    }

    @Asynchronous
    abstract static class AsynchronousSessions extends Sessions {}

    @TransactionAttribute(TransactionAttributeType.NEVER)
    abstract static class NeverSessions extends Sessions {}

    @TransactionManagement(TransactionManagementType.BEAN)
    abstract static class BeanManagedSessions extends Sessions {}

    @TransactionManagement(TransactionManagementType.CONTAINER)
    abstract static class ContainerManagedSessions extends Sessions {}

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource
    void isRuledOutByWhatCallsTheMethodOrSuspendsItsTransaction(
            Class<?> type, String method, @Nullable String misplacement) {
        assertThat(misplacement(type, method)).isEqualTo(misplacement);
    }

    static Stream<Arguments> isRuledOutByWhatCallsTheMethodOrSuspendsItsTransaction() {
        return Stream.of(
                arguments(Sessions.class, "plain", null),
                arguments(Sessions.class, "asynchronous", "EJB_ASYNCHRONOUS"),
                arguments(Sessions.class, "timeout", "TIMEOUT"),
                arguments(Sessions.class, "schedule", "TIMEOUT"),
                arguments(Sessions.class, "remove", "REMOVE"),
                arguments(Sessions.class, "required", null),
                arguments(Sessions.class, "requiresNew", "OWN_TRANSACTION"),
                arguments(Sessions.class, "notSupported", "OWN_TRANSACTION"),
                arguments(Sessions.class, "never", "OWN_TRANSACTION"),
                arguments(Sessions.class, "hidden", "NO_VIEW"),
                arguments(AsynchronousSessions.class, "plain", "EJB_ASYNCHRONOUS"),
                arguments(NeverSessions.class, "plain", null),
                arguments(NeverSessions.class, "required", null),
                arguments(BeanManagedSessions.class, "plain", "BEAN_MANAGED"),
                arguments(ContainerManagedSessions.class, "plain", null));
    }

    private @Nullable String misplacement(Class<?> sessions, String name) {
        BeanManager beanManager = stack.container().getBeanManager();
        AnnotatedType<?> type = beanManager.createAnnotatedType(sessions);
        AnnotatedMethod<?> method = type.getMethods().stream()
                .filter(candidate -> candidate.getJavaMember().getName().equals(name))
                .findFirst()
                .orElseThrow();
        return Internals.problem(method, type, beanOf(type, beanManager));
    }

    private static <T> Bean<T> beanOf(AnnotatedType<T> type, BeanManager beanManager) {
        return beanManager.createBean(
                beanManager.createBeanAttributes(type),
                type.getJavaClass(),
                beanManager.getInjectionTargetFactory(type));
    }
}
