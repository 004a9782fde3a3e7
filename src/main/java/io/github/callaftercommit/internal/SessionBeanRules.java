// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import org.jspecify.annotations.Nullable;

/** What session beans rule out beyond {@link PlacementRules}: their transactions begin outside all interceptors. */
final class SessionBeanRules {

    private static final String ASYNCHRONOUS = "jakarta.ejb.Asynchronous";
    private static final String[] TIMEOUT = {"jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules"};

    private final DeclaredType type;
    private final SessionBean bean;
    private final DeploymentDescriptor descriptor;

    SessionBeanRules(DeclaredType type, SessionBean bean, DeploymentDescriptor descriptor) {
        this.type = type;
        this.bean = bean;
        this.descriptor = descriptor;
    }

    /** The business methods of a session bean are those of its views. */
    boolean isBusinessMethod(Method method) {
        return bean.viewMethod(method) != null;
    }

    /**
     * Returns what makes a bound method of the session bean impossible, or null.
     *
     * @param inItself whether the method itself carries the binding, not only its class
     * @param rejected whether calls without a transaction are to be rejected
     */
    @Nullable
    String problem(DeclaredMethod method, boolean inItself, boolean rejected) {
        Method member = method.member();
        if (DeclaredMethod.isAny(method.annotations(), ASYNCHRONOUS)
                || DeclaredMethod.isAny(ofDeclaringClass(member), ASYNCHRONOUS)) {
            return PlacementProblem.EJB_ASYNCHRONOUS.message(member);
        } else if (inItself && DeclaredMethod.isAny(method.annotations(), TIMEOUT)) {
            return PlacementProblem.TIMEOUT.message(member);
        } else if (DeclaredMethod.isAny(method.annotations(), "jakarta.ejb.Remove")) {
            return PlacementProblem.REMOVE.message(member);
        } else if (isBeanManaged()) {
            return PlacementProblem.BEAN_MANAGED.message(member);
        }
        for (Map.Entry<TransactionAttributeType, String> attribute : attributes(method).entrySet()) {
            PlacementProblem problem = problem(attribute.getKey(), rejected);
            if (problem != null) {
                return problem.message(member, attribute.getKey(), attribute.getValue());
            }
        }
        return isBusinessMethod(member) ? null : PlacementProblem.NO_VIEW.message(member);
    }

    private static @Nullable PlacementProblem problem(TransactionAttributeType attribute, boolean rejected) {
        return switch (attribute) {
            case REQUIRES_NEW, NOT_SUPPORTED, NEVER -> PlacementProblem.OWN_TRANSACTION;
            case MANDATORY -> PlacementProblem.MANDATORY;
            case REQUIRED -> rejected ? PlacementProblem.REJECT : null;
            case SUPPORTS -> null;
        };
    }

    private boolean isBeanManaged() {
        String described = descriptor.transactionType(bean.ejbName());
        return !described.isEmpty()
                ? described.equals("Bean")
                : first(type.annotations(), TransactionManagement.class)
                        .filter(annotation -> annotation.value() == TransactionManagementType.BEAN).isPresent();
    }

    /** Returns the attribute and where it stands, or two where servers do not agree on which of them holds. */
    private Map<TransactionAttributeType, String> attributes(DeclaredMethod method) {
        TransactionAttribute onMethod = first(method.annotations(), TransactionAttribute.class).orElse(null);
        TransactionAttribute annotated = onMethod != null
                ? onMethod
                : first(ofDeclaringClass(method.member()), TransactionAttribute.class).orElse(null);
        TransactionAttributeType described = descriptor.attribute(bean.ejbName(), method.member());
        Map<TransactionAttributeType, String> attributes = new EnumMap<>(TransactionAttributeType.class);
        if (annotated != null && (described == null
                || !descriptor.overridesAnnotation(bean.ejbName(), method.member(), annotated == onMethod))) {
            attributes.put(annotated.value(), "");
        }
        if (described != null) {
            attributes.put(described, " in ejb-jar.xml");
        }
        return attributes.isEmpty() ? Map.of(TransactionAttributeType.REQUIRED, "") : attributes;
    }

    /** What stands on a bean class does not hold for what it inherits. */
    private Collection<Annotation> ofDeclaringClass(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return declaring == type.javaClass() ? type.annotations() : List.of(declaring.getAnnotations());
    }

    private static <A extends Annotation> Optional<A> first(Collection<Annotation> annotations, Class<A> type) {
        return annotations.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
