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
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.internal.DeclaredType.DeclaredMethod;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.InterceptorBinding;
import org.jspecify.annotations.Nullable;

/** Tells what carries {@link CallAfterCommit}: in itself, through a stereotype, or through another binding. */
final class Bindings {

    private static final String REST_CLIENT = "org.eclipse.microprofile.rest.client.inject.RegisterRestClient";

    private final Function<Class<? extends Annotation>, Set<Annotation>> carried;
    private final Map<Class<?>, Boolean> carriers = new HashMap<>();
    private final Map<Class<?>, List<Method>> boundMethods = new HashMap<>();

    /** @param carried returns what a stereotype or a binding carries, and nothing of other annotations */
    Bindings(Function<Class<? extends Annotation>, Set<Annotation>> carried) {
        this.carried = carried;
    }

    static Bindings of(BeanManager beanManager) {
        return new Bindings(annotation -> {
            if (beanManager.isStereotype(annotation)) {
                return beanManager.getStereotypeDefinition(annotation);
            }
            return beanManager.isInterceptorBinding(annotation)
                    ? beanManager.getInterceptorBindingDefinition(annotation)
                    : Set.of();
        });
    }

    /** Where there is no bean manager. */
    static Bindings byReflection() {
        return new Bindings(annotation -> annotation.isAnnotationPresent(Stereotype.class)
                || annotation.isAnnotationPresent(InterceptorBinding.class)
                        ? Set.of(annotation.getAnnotations())
                        : Set.of());
    }

    /** Asked for every method of every bean of the application. */
    boolean isBound(Collection<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            if (carriers.computeIfAbsent(annotation.annotationType(), type -> carries(annotation))) {
                return true;
            }
        }
        return false;
    }

    private boolean carries(Annotation annotation) {
        return find(Set.of(annotation), CallAfterCommit.class) != null;
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
        return isBound(type.getAnnotations())
                || type.getMethods().stream().anyMatch(method -> isBound(method.getAnnotations()))
                || isBoundSomewhere(known.getSuperclass())
                || Stream.of(known.getInterfaces()).anyMatch(this::isBoundSomewhere);
    }

    /** The implementation of MicroProfile intercepts the interface itself. */
    static boolean isRestClient(Class<?> type) {
        return type.isInterface() && DeclaredMethod.isAny(List.of(type.getAnnotations()), REST_CLIENT);
    }

    /** Returns the annotation of that type on a declaration, or on a stereotype or a binding there, or null. */
    <A extends Annotation> @Nullable A find(Set<Annotation> annotations, Class<A> type) {
        return find(annotations, type, new HashSet<>());
    }

    private <A extends Annotation> @Nullable A find(Set<Annotation> annotations, Class<A> type, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> found = annotation.annotationType();
            if (found == type) {
                return type.cast(annotation);
            }
            A inner = seen.add(found) ? find(carried.apply(found), type, seen) : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }
}
