// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/** Where {@link CallAfterCommit} stands in a bean class, and whether it can work there. */
final class Placement {

    private final AnnotatedType<?> type;
    private final BeanManager beanManager;
    private final boolean onClass;

    Placement(AnnotatedType<?> type, BeanManager beanManager) {
        this.type = type;
        this.beanManager = beanManager;
        onClass = isBound(type) && !type.isAnnotationPresent(Interceptor.class);
    }

    /** Returns the methods that carry the binding: in themselves, or as business methods of a class that carries it. */
    List<? extends AnnotatedMethod<?>> boundMethods() {
        return type.getMethods().stream().filter(method -> isBound(method) || onClass && isBusinessMethod(method))
                .filter(method -> overriding(method.getJavaMember()) == null).toList();
    }

    /** Returns what makes a bound method impossible, or null. */
    @Nullable Misplacement misplacement(AnnotatedMethod<?> method) {
        return declared(method).misplacement();
    }

    /** Returns the methods that override an annotated one without carrying the binding themselves: overriding to overridden. */
    Map<Method, Method> lostOverrides() {
        Map<Method, Method> lost = new HashMap<>();
        for (Class<?> ancestor = type.getJavaClass().getSuperclass(); ancestor != null && !onClass; ancestor = ancestor.getSuperclass()) {
            for (Method method : ancestor.getDeclaredMethods()) {
                AnnotatedMethod<?> overriding = method.isAnnotationPresent(CallAfterCommit.class) ? overriding(method) : null;
                if (overriding != null && !isBound(overriding)) {
                    lost.put(overriding.getJavaMember(), method);
                }
            }
        }
        return lost;
    }

    static boolean isMessageDriven(AnnotatedType<?> type) {
        return isAnnotated(type, Set.of("jakarta.ejb.MessageDriven"));
    }

    /** An interceptor carries its own binding, and an alternative may not be selected on purpose. */
    static boolean mayBeNoBean(AnnotatedType<?> type) {
        return type.isAnnotationPresent(Interceptor.class) || type.isAnnotationPresent(Alternative.class);
    }

    /** By name: not every platform has the annotations of every specification. */
    static boolean isAnnotated(Annotated annotated, Set<String> names) {
        return names(annotated).anyMatch(names::contains);
    }

    private boolean isBound(Annotated annotated) {
        return isBound(annotated.getAnnotations());
    }

    private boolean isBound(Set<Annotation> annotations) {
        return annotations.stream().map(Annotation::annotationType).anyMatch(annotation -> annotation == CallAfterCommit.class
                || beanManager.isStereotype(annotation) && isBound(beanManager.getStereotypeDefinition(annotation))
                || beanManager.isInterceptorBinding(annotation) && isBound(beanManager.getInterceptorBindingDefinition(annotation)));
    }

    private static boolean isBusinessMethod(AnnotatedMethod<?> method) {
        return method.getJavaMember().getDeclaringClass() != Object.class && declared(method).isBusinessMethod();
    }

    private static DeclaredMethod declared(AnnotatedMethod<?> method) {
        Method member = method.getJavaMember();
        return new DeclaredMethod(member.getModifiers(), member.getReturnType() == void.class, names(method).collect(Collectors.toSet()),
                method.getParameters().stream().flatMap(Placement::names).collect(Collectors.toSet()));
    }

    private static Stream<String> names(Annotated annotated) {
        return annotated.getAnnotations().stream().map(annotation -> annotation.annotationType().getName());
    }

    /** Returns the method of the bean class or a superclass that overrides a method of one above it, or null. */
    private @Nullable AnnotatedMethod<?> overriding(Method method) {
        for (AnnotatedMethod<?> candidate : type.getMethods()) {
            Method member = candidate.getJavaMember();
            if (member.getName().equals(method.getName()) && member.getDeclaringClass() != method.getDeclaringClass() && method.getDeclaringClass().isAssignableFrom(member.getDeclaringClass())
                    && !Modifier.isPrivate(method.getModifiers()) && Arrays.equals(member.getParameterTypes(), method.getParameterTypes())) {
                return candidate;
            }
        }
        return null;
    }
}
