// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Where {@link CallAfterCommit} stands in the class of a bean, and whether it can work there. */
final class PlacementRules {

    /**
     * An annotated method that is not called after the commit, because what implements it is not annotated.
     *
     * @param implementing null where the container does not intercept what is inherited
     */
    record Lost(Method annotated, @Nullable Method implementing) {}

    private final Bindings bindings;
    private final AnnotatedType<?> type;
    private final @Nullable SessionBeanRules sessionBeanRules;
    private final List<AnnotatedMethod<?>> methods = new ArrayList<>();
    private final Map<Class<?>, Type> supertypes = new HashMap<>();

    PlacementRules(Bindings bindings, AnnotatedType<?> type, @Nullable SessionBeanRules sessionBeanRules) {
        this.bindings = bindings;
        this.type = type;
        this.sessionBeanRules = sessionBeanRules;
        type.getTypeClosure().forEach(supertype -> supertypes.put(InheritedMethod.erased(supertype), supertype));
        // compilers give a bridge the annotations of the method that it calls
        type.getMethods().stream().filter(method -> !method.getJavaMember().isSynthetic()).forEach(methods::add);
    }

    /** Returns the methods that carry the binding: in themselves, or as business methods of a class that carries it. */
    List<AnnotatedMethod<?>> boundMethods() {
        return type.isAnnotationPresent(Interceptor.class)
                ? List.of()
                : methods.stream().filter(method -> isBound(method) && !isOverridden(method)).toList();
    }

    /** Returns what makes a bound method impossible, or null. */
    @Nullable
    String problem(AnnotatedMethod<?> method) {
        boolean inItself = bindings.isBound(method);
        PlacementProblem problem = type.isAnnotationPresent(Decorator.class)
                ? PlacementProblem.DECORATOR
                : DeclaredMethod.of(method).problem();
        if (problem == PlacementProblem.NOT_VOID && !inItself) {
            problem = PlacementProblem.NOT_VOID_IN_CLASS;
        } else if (problem == null && sessionBeanRules != null) {
            return sessionBeanRules.problem(method, inItself, isRejected(method));
        } else if (problem == null && isMandatory(method)) {
            problem = PlacementProblem.MANDATORY;
        }
        return problem == null ? null : problem.message(method.getJavaMember());
    }

    /** Returns the annotated methods of superclasses and interfaces whose implementation does not carry the binding. */
    List<Lost> lost() {
        List<Lost> lost = new ArrayList<>();
        for (Class<?> supertype : supertypes.keySet()) {
            for (Method method : isIntercepted(supertype) ? bindings.boundMethods(supertype) : List.<Method>of()) {
                AnnotatedMethod<?> implementation = implementation(method);
                if (implementation == null ? supertype.isInterface() : !isBound(implementation)) {
                    lost.add(new Lost(method, implementation == null ? null : implementation.getJavaMember()));
                }
            }
        }
        return lost;
    }

    /** Returns whether Weld takes a call through the reference that the bean has to itself for one from inside. */
    boolean mayBeTakenForCallFromInside(AnnotatedMethod<?> method, Bean<?> bean) {
        return Modifier.isPublic(method.getJavaMember().getModifiers())
                && Stream.of(method.getJavaMember().getParameterTypes())
                        .anyMatch(parameter -> !Modifier.isPublic(parameter.getModifiers()))
                && bean.getInjectionPoints().stream().anyMatch(point -> point.getType() == type.getJavaClass());
    }

    /** An interceptor has the binding for another reason, and a decorator implements what is intercepted elsewhere. */
    private boolean isIntercepted(Class<?> supertype) {
        return supertype != type.getJavaClass() && !type.isAnnotationPresent(Interceptor.class)
                && !type.isAnnotationPresent(Decorator.class);
    }

    /** What an annotated class inherits from an interface and cannot wait is refused when it is called. */
    private boolean isBound(AnnotatedMethod<?> method) {
        Class<?> declaring = method.getJavaMember().getDeclaringClass();
        boolean inherited = declaring.isInterface() && declaring != type.getJavaClass();
        return bindings.isBound(method) || bindings.isBound(type) && isBusinessMethod(method)
                && !(inherited && method.getJavaMember().getReturnType() != void.class);
    }

    /** The business methods of a session bean are those of its views. */
    private boolean isBusinessMethod(AnnotatedMethod<?> method) {
        return method.getJavaMember().getDeclaringClass() != Object.class
                && DeclaredMethod.of(method).isBusinessMethod()
                && (sessionBeanRules == null || sessionBeanRules.isBusinessMethod(method.getJavaMember()));
    }

    private boolean isRejected(AnnotatedMethod<?> method) {
        CallAfterCommit binding = onMethodOrClass(method, CallAfterCommit.class);
        return binding != null && binding.withoutTransaction() == WithoutTransaction.REJECT;
    }

    private boolean isMandatory(AnnotatedMethod<?> method) {
        Transactional transactional = onMethodOrClass(method, Transactional.class);
        return transactional != null && transactional.value() == Transactional.TxType.MANDATORY;
    }

    private <A extends Annotation> @Nullable A onMethodOrClass(AnnotatedMethod<?> method, Class<A> annotation) {
        A found = bindings.find(method, annotation);
        return found != null ? found : bindings.find(type, annotation);
    }

    private boolean isOverridden(AnnotatedMethod<?> method) {
        AnnotatedMethod<?> implementation = implementation(method.getJavaMember());
        return implementation != null && implementation != method;
    }

    /** Returns the method that is called where a method of the class or of a supertype is called, or null. */
    private @Nullable AnnotatedMethod<?> implementation(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        InheritedMethod inherited = new InheritedMethod(supertypes.getOrDefault(declaring, declaring), method);
        return methods.stream().filter(candidate -> inherited.isImplementedBy(candidate.getJavaMember()))
                .reduce((one, other) -> isBelow(other, one) ? other : one).orElse(null);
    }

    private static boolean isBelow(AnnotatedMethod<?> method, AnnotatedMethod<?> other) {
        Class<?> declaring = other.getJavaMember().getDeclaringClass();
        Class<?> lower = method.getJavaMember().getDeclaringClass();
        return declaring.isAssignableFrom(lower) || declaring.isInterface() && !lower.isInterface();
    }
}
