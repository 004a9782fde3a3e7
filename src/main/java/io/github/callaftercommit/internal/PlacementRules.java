// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import io.github.callaftercommit.internal.DeclaredType.DeclaredMethod;
import io.github.callaftercommit.internal.DeclaredType.InheritedMethod;
import jakarta.decorator.Decorator;
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
    private final DeclaredType type;
    private final @Nullable SessionBeanRules sessionBeanRules;

    PlacementRules(Bindings bindings, DeclaredType type, @Nullable SessionBeanRules sessionBeanRules) {
        this.bindings = bindings;
        this.type = type;
        this.sessionBeanRules = sessionBeanRules;
    }

    /** Returns the methods that carry the binding: in themselves, or as business methods of a class that carries it. */
    List<DeclaredMethod> boundMethods() {
        return type.isAnnotated(Interceptor.class)
                ? List.of()
                : type.methods().stream().filter(method -> isBound(method) && !isOverridden(method)).toList();
    }

    /** Returns what makes a bound method impossible, or null. */
    @Nullable
    String problem(DeclaredMethod method) {
        boolean inItself = bindings.isBound(method.annotations());
        PlacementProblem problem = type.isAnnotated(Decorator.class) ? PlacementProblem.DECORATOR : method.problem();
        if (problem == PlacementProblem.NOT_VOID && !inItself) {
            problem = PlacementProblem.NOT_VOID_IN_CLASS;
        } else if (problem == null && method.isHiddenFrom(type.javaClass())) {
            problem = PlacementProblem.OF_OTHER_PACKAGE;
        } else if (problem == null && sessionBeanRules != null) {
            return sessionBeanRules.problem(method, inItself, isRejected(method));
        } else if (problem == null && isMandatory(method)) {
            problem = PlacementProblem.MANDATORY;
        }
        return problem == null ? null : problem.message(method.member());
    }

    /** Returns the annotated methods of superclasses and interfaces whose implementation does not carry the binding. */
    List<Lost> lost() {
        List<Lost> lost = new ArrayList<>();
        for (Class<?> supertype : type.supertypes().keySet()) {
            for (Method method : isIntercepted(supertype) ? bindings.boundMethods(supertype) : List.<Method>of()) {
                DeclaredMethod implementation = implementation(method);
                if (implementation == null ? supertype.isInterface() : !isBound(implementation)) {
                    lost.add(new Lost(method, implementation == null ? null : implementation.member()));
                }
            }
        }
        return lost;
    }

    /** An interceptor has the binding for another reason, and a decorator implements what is intercepted elsewhere. */
    private boolean isIntercepted(Class<?> supertype) {
        return supertype != type.javaClass() && !type.isAnnotated(Interceptor.class)
                && !type.isAnnotated(Decorator.class);
    }

    /** What an annotated class inherits from an interface and cannot wait is refused when it is called. */
    private boolean isBound(DeclaredMethod method) {
        Class<?> declaring = method.member().getDeclaringClass();
        boolean inherited = declaring.isInterface() && declaring != type.javaClass();
        return bindings.isBound(method.annotations()) || bindings.isBound(type.annotations())
                && isBusinessMethod(method) && (method.isObserver() || !method.isHiddenFrom(type.javaClass()))
                && !(inherited && method.member().getReturnType() != void.class);
    }

    /** The business methods of a session bean are those of its views. */
    private boolean isBusinessMethod(DeclaredMethod method) {
        return method.isBusinessMethod() && (sessionBeanRules == null || method.isObserver()
                || sessionBeanRules.isBusinessMethod(method.member()));
    }

    private boolean isRejected(DeclaredMethod method) {
        CallAfterCommit binding = onMethodOrClass(method, CallAfterCommit.class);
        return binding != null && binding.withoutTransaction() == WithoutTransaction.REJECT;
    }

    private boolean isMandatory(DeclaredMethod method) {
        Transactional transactional = onMethodOrClass(method, Transactional.class);
        return transactional != null && transactional.value() == Transactional.TxType.MANDATORY;
    }

    private <A extends Annotation> @Nullable A onMethodOrClass(DeclaredMethod method, Class<A> annotation) {
        A found = bindings.find(method.annotations(), annotation);
        return found != null ? found : bindings.find(type.annotations(), annotation);
    }

    private boolean isOverridden(DeclaredMethod method) {
        DeclaredMethod implementation = implementation(method.member());
        return implementation != null && implementation != method;
    }

    /** Returns the method that is called where a method of the class or of a supertype is called, or null. */
    private @Nullable DeclaredMethod implementation(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        InheritedMethod inherited = new InheritedMethod(type.supertypes().getOrDefault(declaring, declaring), method);
        return type.methods().stream().filter(candidate -> inherited.isImplementedBy(candidate.member()))
                .reduce((one, other) -> isBelow(other, one) ? other : one).orElse(null);
    }

    private static boolean isBelow(DeclaredMethod method, DeclaredMethod other) {
        Class<?> declaring = other.member().getDeclaringClass();
        Class<?> lower = method.member().getDeclaringClass();
        return declaring.isAssignableFrom(lower) || declaring.isInterface() && !lower.isInterface();
    }
}
