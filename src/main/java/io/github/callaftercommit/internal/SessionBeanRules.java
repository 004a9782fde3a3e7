// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.Set;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import org.jspecify.annotations.Nullable;

/** What session beans rule out beyond {@link PlacementRules}: their transactions begin outside all interceptors. */
final class SessionBeanRules {

    private static final Set<String> ASYNCHRONOUS = Set.of("jakarta.ejb.Asynchronous");
    private static final Set<String> TIMEOUT =
            Set.of("jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules");
    private static final Set<String> REMOVE = Set.of("jakarta.ejb.Remove");

    private SessionBeanRules() {}

    /** Returns what makes a bound method of a session bean impossible, or null. */
    static @Nullable PlacementProblem problem(
            AnnotatedMethod<?> method, AnnotatedType<?> type, SessionBean bean, boolean rejects) {
        if (DeclaredMethod.isAnnotated(method, ASYNCHRONOUS) || DeclaredMethod.isAnnotated(type, ASYNCHRONOUS)) {
            return PlacementProblem.EJB_ASYNCHRONOUS;
        } else if (DeclaredMethod.isAnnotated(method, TIMEOUT)) {
            return PlacementProblem.TIMEOUT;
        } else if (DeclaredMethod.isAnnotated(method, REMOVE)) {
            return PlacementProblem.REMOVE;
        }
        TransactionManagement management = type.getAnnotation(TransactionManagement.class);
        if (management != null && management.value() == TransactionManagementType.BEAN) {
            return PlacementProblem.BEAN_MANAGED;
        }
        return switch (attribute(method, type)) {
            case REQUIRES_NEW, NOT_SUPPORTED, NEVER -> PlacementProblem.OWN_TRANSACTION;
            case MANDATORY -> PlacementProblem.MANDATORY;
            case REQUIRED -> rejects ? PlacementProblem.REJECT : withoutView(method, bean);
            case SUPPORTS -> withoutView(method, bean);
        };
    }

    private static @Nullable PlacementProblem withoutView(AnnotatedMethod<?> method, SessionBean bean) {
        return bean.viewMethod(method.getJavaMember()) == null ? PlacementProblem.NO_VIEW : null;
    }

    /** That of the method, else that of the class that declares it. */
    private static TransactionAttributeType attribute(AnnotatedMethod<?> method, AnnotatedType<?> type) {
        Class<?> declaring = method.getJavaMember().getDeclaringClass();
        TransactionAttribute attribute = method.getAnnotation(TransactionAttribute.class);
        if (attribute == null) {
            attribute = declaring == type.getJavaClass()
                    ? type.getAnnotation(TransactionAttribute.class)
                    : declaring.getAnnotation(TransactionAttribute.class);
        }
        return attribute == null ? TransactionAttributeType.REQUIRED : attribute.value();
    }
}
