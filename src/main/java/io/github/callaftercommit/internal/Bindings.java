// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/** Tells what carries {@link CallAfterCommit}: in itself, through a stereotype, or through another binding. */
final class Bindings {

    private static final String REST_CLIENT = "org.eclipse.microprofile.rest.client.inject.RegisterRestClient";
    private static final String MESSAGE_DRIVEN = "jakarta.ejb.MessageDriven";

    private final BeanManager beanManager;
    private final Map<Class<?>, Boolean> carriers = new HashMap<>();
    private final Map<Class<?>, List<Method>> boundMethods = new HashMap<>();

    Bindings(BeanManager beanManager) {
        this.beanManager = beanManager;
    }

    boolean isBound(Annotated declaration) {
        return isBound(declaration.getAnnotations());
    }

    /** Asked for every method of every bean of the application. */
    private boolean isBound(Collection<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            if (carriers.computeIfAbsent(annotation.annotationType(), type -> carries(annotation))) {
                return true;
            }
        }
        return false;
    }

    private boolean carries(Annotation annotation) {
        return find(Set.of(annotation), CallAfterCommit.class, new HashSet<>()) != null;
    }

    /**
     * Returns the bound methods that a class or an interface itself declares; a bound interface means all of its own.
     */
    List<Method> boundMethods(Class<?> type) {
        return boundMethods.computeIfAbsent(type, this::findBoundMethods);
    }

    private List<Method> findBoundMethods(Class<?> type) {
        boolean all = type.isInterface() && isBound(type);
        return Stream.of(type.getDeclaredMethods()).filter(method -> !method.isSynthetic() && (all || isBound(method)))
                .toList();
    }

    /** Returns whether a type or one of its supertypes has the binding somewhere. */
    boolean isBoundSomewhere(@Nullable Class<?> type) {
        return type != null && (isBound(type) || !boundMethods(type).isEmpty() || isBoundSomewhere(type.getSuperclass())
                || Stream.of(type.getInterfaces()).anyMatch(this::isBoundSomewhere));
    }

    private boolean isBound(AnnotatedElement declaration) {
        return isBound(List.of(declaration.getAnnotations()));
    }

    /** Returns whether the binding may stand in a class or in what it inherits; asked of every bean. */
    boolean mayStandIn(AnnotatedType<?> type) {
        Class<?> known = type.getJavaClass();
        return isBound(type) || type.getMethods().stream().anyMatch(this::isBound)
                || isBoundSomewhere(known.getSuperclass())
                || Stream.of(known.getInterfaces()).anyMatch(this::isBoundSomewhere);
    }

    /** The implementation of MicroProfile intercepts the interface itself. */
    static boolean isRestClient(Class<?> type) {
        return type.isInterface()
                && Stream.of(type.getAnnotations()).anyMatch(annotation -> isNamed(annotation, REST_CLIENT));
    }

    static boolean isMessageDriven(AnnotatedType<?> type) {
        return type.getAnnotations().stream().anyMatch(annotation -> isNamed(annotation, MESSAGE_DRIVEN));
    }

    /** An interceptor has the binding for another reason, and an alternative may not be selected on purpose. */
    boolean mayBeNoBean(AnnotatedType<?> type) {
        return type.isAnnotationPresent(Interceptor.class) || find(type, Alternative.class) != null;
    }

    /** Not every server has the annotations of every specification. */
    private static boolean isNamed(Annotation annotation, String name) {
        return annotation.annotationType().getName().equals(name);
    }

    /** Returns the annotation of that type on a declaration, or on a stereotype or a binding there, or null. */
    <A extends Annotation> @Nullable A find(Annotated declaration, Class<A> type) {
        return find(declaration.getAnnotations(), type, new HashSet<>());
    }

    private <A extends Annotation> @Nullable A find(Set<Annotation> annotations, Class<A> type, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> found = annotation.annotationType();
            if (found == type) {
                return type.cast(annotation);
            }
            A inner = seen.add(found) ? find(carriedBy(found), type, seen) : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private Set<Annotation> carriedBy(Class<? extends Annotation> annotation) {
        if (beanManager.isStereotype(annotation)) {
            return beanManager.getStereotypeDefinition(annotation);
        }
        return beanManager.isInterceptorBinding(annotation)
                ? beanManager.getInterceptorBindingDefinition(annotation)
                : Set.of();
    }
}
