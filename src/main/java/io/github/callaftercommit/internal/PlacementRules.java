// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Where {@link CallAfterCommit} stands in a bean class, and whether it can work there. */
final class PlacementRules {

    private static final Set<String> REST_CLIENT =
            Set.of("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");

    private final AnnotatedType<?> type;
    private final @Nullable SessionBean sessionBean;
    private final BeanManager beanManager;
    private final boolean onClass;

    PlacementRules(AnnotatedType<?> type, @Nullable SessionBean sessionBean, BeanManager beanManager) {
        this.type = type;
        this.sessionBean = sessionBean;
        this.beanManager = beanManager;
        onClass = binding(type, CallAfterCommit.class) != null && !type.isAnnotationPresent(Interceptor.class);
    }

    /** Returns the methods that carry the binding: in themselves, or as business methods of a class that carries it. */
    List<? extends AnnotatedMethod<?>> boundMethods() {
        return type.getMethods().stream()
                .filter(this::isBound)
                .filter(method -> overriding(method.getJavaMember()) == null)
                .toList();
    }

    /** Returns what makes a bound method impossible, or null. */
    @Nullable
    PlacementProblem problem(AnnotatedMethod<?> method) {
        if (type.isAnnotationPresent(Decorator.class)) {
            return PlacementProblem.DECORATOR;
        }
        PlacementProblem problem = DeclaredMethod.of(method).problem();
        if (problem == null && sessionBean != null) {
            CallAfterCommit binding = binding(method, CallAfterCommit.class);
            binding = binding != null ? binding : binding(type, CallAfterCommit.class);
            boolean rejects = binding != null && binding.withoutTransaction() == WithoutTransaction.REJECT;
            problem = SessionBeanRules.problem(method, type, sessionBean, rejects);
        }
        if (problem == null && isMandatory(method)) {
            problem = PlacementProblem.MANDATORY;
        }
        return problem;
    }

    /**
     * Returns the methods that override an annotated one without carrying the binding themselves: overriding to
     * overridden.
     */
    Map<Method, Method> lostOverrides() {
        Map<Method, Method> lost = new HashMap<>();
        for (Class<?> ancestor = type.getJavaClass().getSuperclass();
                ancestor != null && !onClass;
                ancestor = ancestor.getSuperclass()) {
            for (Method method : ancestor.getDeclaredMethods()) {
                AnnotatedMethod<?> overriding =
                        method.isAnnotationPresent(CallAfterCommit.class) ? overriding(method) : null;
                if (overriding != null && !isBound(overriding)) {
                    lost.put(overriding.getJavaMember(), method);
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

    /** Returns the annotated methods of interfaces whose implementation does not carry the binding. */
    List<Method> lostFromInterfaces() {
        List<Method> lost = new ArrayList<>();
        for (Class<?> view : interfaces(type.getJavaClass(), new HashSet<>())) {
            for (Method method : view.getMethods()) {
                if (method.isAnnotationPresent(CallAfterCommit.class)
                        && type.getMethods().stream()
                                .anyMatch(candidate -> DeclaredMethod.overrides(candidate.getJavaMember(), method)
                                        && !isBound(candidate))) {
                    lost.add(method);
                }
            }
        }
        return lost;
    }

    static boolean isAnnotatedSomewhere(Class<?> product) {
        for (Class<?> ancestor = product; ancestor != null; ancestor = ancestor.getSuperclass()) {
            if (ancestor.isAnnotationPresent(CallAfterCommit.class)
                    || Stream.of(ancestor.getDeclaredMethods())
                            .anyMatch(method -> method.isAnnotationPresent(CallAfterCommit.class))) {
                return true;
            }
        }
        return false;
    }

    static boolean isMessageDriven(AnnotatedType<?> type) {
        return DeclaredMethod.isAnnotated(type, Set.of("jakarta.ejb.MessageDriven"));
    }

    /**
     * An interceptor carries its own binding, an alternative may not be selected, a REST client is a bean of its
     * extension.
     */
    static boolean mayBeNoBean(AnnotatedType<?> type) {
        return type.isAnnotationPresent(Interceptor.class)
                || type.isAnnotationPresent(Alternative.class)
                || DeclaredMethod.isAnnotated(type, REST_CLIENT);
    }

    /**
     * A bridge is no method of its own; what an interface of an annotated class gives and cannot wait is refused when
     * it is called.
     */
    private boolean isBound(AnnotatedMethod<?> method) {
        Method member = method.getJavaMember();
        return !member.isSynthetic()
                && (binding(method, CallAfterCommit.class) != null
                        || onClass
                                && isBusinessMethod(method)
                                && !(member.getDeclaringClass().isInterface() && member.getReturnType() != void.class));
    }

    private boolean isMandatory(AnnotatedMethod<?> method) {
        Transactional transactional = binding(method, Transactional.class);
        transactional = transactional != null ? transactional : binding(type, Transactional.class);
        return transactional != null && transactional.value() == Transactional.TxType.MANDATORY;
    }

    /**
     * Returns the binding of that type that stands on a declaration, or on a stereotype or another binding there, or
     * null.
     */
    private <A extends Annotation> @Nullable A binding(Annotated declaration, Class<A> binding) {
        return binding(declaration.getAnnotations(), binding, new HashSet<>());
    }

    private <A extends Annotation> @Nullable A binding(
            Set<Annotation> annotations, Class<A> binding, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> found = annotation.annotationType();
            if (found == binding) {
                return binding.cast(annotation);
            }
            A inner = !seen.add(found)
                    ? null
                    : beanManager.isStereotype(found)
                            ? binding(beanManager.getStereotypeDefinition(found), binding, seen)
                            : beanManager.isInterceptorBinding(found)
                                    ? binding(beanManager.getInterceptorBindingDefinition(found), binding, seen)
                                    : null;
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    /** The business methods of a session bean are those of its views. */
    private boolean isBusinessMethod(AnnotatedMethod<?> method) {
        Method member = method.getJavaMember();
        return member.getDeclaringClass() != Object.class
                && DeclaredMethod.of(method).isBusinessMethod()
                && (sessionBean == null || sessionBean.viewMethod(member) != null);
    }

    private static Set<Class<?>> interfaces(@Nullable Class<?> from, Set<Class<?>> found) {
        for (Class<?> known = from; known != null; known = known.getSuperclass()) {
            for (Class<?> view : known.getInterfaces()) {
                found.add(view);
                interfaces(view, found);
            }
        }
        return found;
    }

    /** Returns the method of the bean class or a superclass that overrides a method of one above it, or null. */
    private @Nullable AnnotatedMethod<?> overriding(Method method) {
        for (AnnotatedMethod<?> candidate : type.getMethods()) {
            Method member = candidate.getJavaMember();
            if (member.getDeclaringClass() != method.getDeclaringClass()
                    && method.getDeclaringClass().isAssignableFrom(member.getDeclaringClass())
                    && !Modifier.isPrivate(method.getModifiers())
                    && member.getName().equals(method.getName())
                    && Arrays.equals(member.getParameterTypes(), method.getParameterTypes())) {
                return candidate;
            }
        }
        return null;
    }
}
