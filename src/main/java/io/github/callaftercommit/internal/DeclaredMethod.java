// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * A method as it is declared, whether it was loaded or only read. Annotations go by name: not every platform has those
 * of every specification.
 *
 * @param annotations the names of its annotations
 * @param parameterAnnotations the names of the annotations of all its parameters
 */
record DeclaredMethod(int modifiers, boolean isVoid, Set<String> annotations, Set<String> parameterAnnotations) {

    private static final int SYNTHETIC = 0x1000;

    private static final Set<String> LIFECYCLE = Set.of("jakarta.annotation.PostConstruct",
            "jakarta.annotation.PreDestroy", "jakarta.ejb.PrePassivate", "jakarta.ejb.PostActivate",
            "jakarta.ejb.AfterBegin", "jakarta.ejb.BeforeCompletion", "jakarta.ejb.AfterCompletion",
            "jakarta.interceptor.AroundInvoke", "jakarta.interceptor.AroundTimeout",
            "jakarta.interceptor.AroundConstruct");

    boolean isBusinessMethod() {
        return !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers) && (modifiers & SYNTHETIC) == 0
                && !isAnnotated(Inject.class) && !isLifecycleMethod();
    }

    /** Returns what makes it impossible to call the method after the commit, or null. */
    @Nullable
    PlacementProblem problem() {
        if (Modifier.isPrivate(modifiers)) {
            return PlacementProblem.PRIVATE;
        } else if (Modifier.isStatic(modifiers)) {
            return PlacementProblem.STATIC;
        } else if (Modifier.isFinal(modifiers)) {
            return PlacementProblem.FINAL;
        } else if (isAnnotated(Produces.class)) {
            return PlacementProblem.PRODUCER;
        } else if (hasParameter(Observes.class) || hasParameter(ObservesAsync.class)) {
            return PlacementProblem.OBSERVER;
        } else if (hasParameter(Disposes.class)) {
            return PlacementProblem.DISPOSER;
        } else if (isAnnotated(Inject.class)) {
            return PlacementProblem.INITIALIZER;
        } else if (isLifecycleMethod()) {
            return PlacementProblem.LIFECYCLE;
        }
        return isVoid ? null : PlacementProblem.NOT_VOID;
    }

    private boolean isLifecycleMethod() {
        return annotations.stream().anyMatch(LIFECYCLE::contains);
    }

    private boolean isAnnotated(Class<? extends Annotation> annotation) {
        return annotations.contains(annotation.getName());
    }

    private boolean hasParameter(Class<? extends Annotation> annotation) {
        return parameterAnnotations.contains(annotation.getName());
    }

    static DeclaredMethod of(AnnotatedMethod<?> method) {
        Method member = method.getJavaMember();
        return new DeclaredMethod(member.getModifiers(), member.getReturnType() == void.class,
                names(method).collect(Collectors.toSet()),
                method.getParameters().stream().flatMap(DeclaredMethod::names).collect(Collectors.toSet()));
    }

    private static Stream<String> names(Annotated annotated) {
        return annotated.getAnnotations().stream().map(annotation -> annotation.annotationType().getName());
    }
}
