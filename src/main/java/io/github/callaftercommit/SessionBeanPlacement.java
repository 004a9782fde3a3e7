// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.Set;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import org.jspecify.annotations.Nullable;

/** What session beans rule out beyond {@link Placement}: their transactions begin outside all interceptors. */
final class SessionBeanPlacement {

    private static final Set<String> ASYNCHRONOUS = Set.of("jakarta.ejb.Asynchronous");
    private static final Set<String> TIMEOUT = Set.of("jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules");
    private static final Set<String> REMOVE = Set.of("jakarta.ejb.Remove");
    private static final Set<TransactionAttributeType> OWN_TRANSACTION =
            Set.of(TransactionAttributeType.REQUIRES_NEW, TransactionAttributeType.NOT_SUPPORTED, TransactionAttributeType.NEVER);

    private SessionBeanPlacement() {
    }

    /** Returns what makes a bound method of a session bean impossible, or null. */
    static @Nullable Misplacement misplacement(AnnotatedMethod<?> method, AnnotatedType<?> type, SessionBean bean) {
        if (Placement.isAnnotated(method, ASYNCHRONOUS) || Placement.isAnnotated(type, ASYNCHRONOUS)) {
            return Misplacement.EJB_ASYNCHRONOUS;
        } else if (Placement.isAnnotated(method, TIMEOUT)) {
            return Misplacement.TIMEOUT;
        } else if (Placement.isAnnotated(method, REMOVE)) {
            return Misplacement.REMOVE;
        }
        TransactionManagement management = type.getAnnotation(TransactionManagement.class);
        if (management != null && management.value() == TransactionManagementType.BEAN) {
            return Misplacement.BEAN_MANAGED;
        }
        TransactionAttribute attribute = method.getAnnotation(TransactionAttribute.class);
        attribute = attribute != null ? attribute : type.getAnnotation(TransactionAttribute.class);
        if (attribute != null && OWN_TRANSACTION.contains(attribute.value())) {
            return Misplacement.OWN_TRANSACTION;
        }
        return bean.viewMethod(method.getJavaMember()) == null ? Misplacement.NO_VIEW : null;
    }
}
