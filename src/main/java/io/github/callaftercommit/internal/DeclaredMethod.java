// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * A method as it is declared: by its source, and where there are portable extensions, by them too. Annotations go by
 * name where not every platform has them.
 *
 * @param ofParameters the annotations of all its parameters
 */
record DeclaredMethod(Method member, Set<Annotation> annotations, Set<Annotation> ofParameters) {

    private static final Set<String> LIFECYCLE = Set.of("jakarta.annotation.PostConstruct",
            "jakarta.annotation.PreDestroy", "jakarta.ejb.PrePassivate", "jakarta.ejb.PostActivate",
            "jakarta.ejb.AfterBegin", "jakarta.ejb.BeforeCompletion", "jakarta.ejb.AfterCompletion",
            "jakarta.interceptor.AroundInvoke", "jakarta.interceptor.AroundTimeout",
            "jakarta.interceptor.AroundConstruct");

    boolean isBusinessMethod() {
        return isObserver() || !Modifier.isPrivate(member.getModifiers()) && !Modifier.isStatic(member.getModifiers())
                && member.getDeclaringClass() != Object.class && !isAny(annotations, Inject.class.getName())
                && !isLifecycleMethod();
    }

    /** Returns what makes it impossible to call the method after the commit, or null. */
    @Nullable
    PlacementProblem problem() {
        if (Modifier.isPrivate(member.getModifiers())) {
            return PlacementProblem.PRIVATE;
        } else if (Modifier.isStatic(member.getModifiers())) {
            return PlacementProblem.STATIC;
        } else if (Modifier.isFinal(member.getModifiers())) {
            return PlacementProblem.FINAL;
        } else if (isAny(annotations, Produces.class.getName())) {
            return PlacementProblem.PRODUCER;
        } else if (isAny(ofParameters, ObservesAsync.class.getName())) {
            return PlacementProblem.ASYNCHRONOUS_OBSERVER;
        } else if (ofParameters.stream().anyMatch(DeclaredMethod::isOfPhase)) {
            return PlacementProblem.OBSERVER_OF_PHASE;
        } else if (isAny(ofParameters, Disposes.class.getName())) {
            return PlacementProblem.DISPOSER;
        } else if (isAny(annotations, Inject.class.getName())) {
            return PlacementProblem.INITIALIZER;
        } else if (isLifecycleMethod()) {
            return PlacementProblem.LIFECYCLE;
        }
        return member.getReturnType() == void.class ? null : PlacementProblem.NOT_VOID;
    }

    boolean isObserver() {
        return isAny(ofParameters, Observes.class.getName(), ObservesAsync.class.getName());
    }

    private static boolean isOfPhase(Annotation annotation) {
        return annotation instanceof Observes observes && observes.during() != TransactionPhase.IN_PROGRESS;
    }

    /** Returns what the container injects into an observer, beside the event; what it provides itself stays usable. */
    List<Class<?>> injectedTypes() {
        return Stream.of(member.getParameters())
                .filter(parameter -> !parameter.isAnnotationPresent(Observes.class)
                        && !parameter.getType().getName().startsWith("jakarta.enterprise."))
                .<Class<?>>map(Parameter::getType).toList();
    }

    private boolean isLifecycleMethod() {
        return isAny(annotations, LIFECYCLE.toArray(String[]::new));
    }

    /** Not every platform has the annotations of every specification. */
    static boolean isAny(Collection<Annotation> annotations, String... names) {
        return annotations.stream()
                .anyMatch(annotation -> Set.of(names).contains(annotation.annotationType().getName()));
    }
}
