// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * A class or an interface as it is declared: by its source, and where there are portable extensions, by them too.
 *
 * @param methods those that it inherits as well, but for bridges: compilers give a bridge the annotations of the method
 *     that it calls
 * @param supertypes what it extends and implements, and itself, each with its arguments for type variables
 */
record DeclaredType(Class<?> javaClass, Set<Annotation> annotations, List<DeclaredMethod> methods,
        Map<Class<?>, Type> supertypes) {

    static DeclaredType of(AnnotatedType<?> type) {
        Map<Class<?>, Type> supertypes = new HashMap<>();
        type.getTypeClosure().forEach(supertype -> supertypes.put(InheritedMethod.erased(supertype), supertype));
        return new DeclaredType(type.getJavaClass(), type.getAnnotations(),
                type.getMethods().stream().filter(method -> !method.getJavaMember().isSynthetic())
                        .map(method -> new DeclaredMethod(method.getJavaMember(), method.getAnnotations(),
                                method.getParameters().stream().flatMap(each -> each.getAnnotations().stream())
                                        .collect(Collectors.toSet())))
                        .toList(),
                supertypes);
    }

    static DeclaredType of(Class<?> type) {
        Map<Class<?>, Type> supertypes = new HashMap<>();
        addSupertypes(type, supertypes);
        List<DeclaredMethod> methods = new ArrayList<>();
        for (Class<?> supertype : supertypes.keySet()) {
            Stream.of(supertype.getDeclaredMethods())
                    .filter(method -> !method.isSynthetic()
                            && (supertype == type || !supertype.isInterface() || method.isDefault()))
                    .map(DeclaredType::method).forEach(methods::add);
        }
        return new DeclaredType(type, Set.of(type.getAnnotations()), methods, supertypes);
    }

    private static DeclaredMethod method(Method method) {
        return new DeclaredMethod(method, Set.of(method.getAnnotations()),
                Stream.of(method.getParameterAnnotations()).flatMap(Stream::of).collect(Collectors.toSet()));
    }

    private static void addSupertypes(@Nullable Type type, Map<Class<?>, Type> supertypes) {
        if (type == null || type == Object.class) {
            return;
        }
        Class<?> declared = InheritedMethod.erased(type);
        supertypes.put(declared, type);
        Stream.concat(Stream.ofNullable(declared.getGenericSuperclass()), Stream.of(declared.getGenericInterfaces()))
                .map(supertype -> InheritedMethod.resolved(supertype, type))
                .forEach(supertype -> addSupertypes(supertype, supertypes));
    }

    boolean isAnnotated(Class<? extends Annotation> annotation) {
        return annotations.stream().anyMatch(annotation::isInstance);
    }

    /**
     * A method as it is declared: by its source, and where there are portable extensions, by them too. Annotations go
     * by name where not every platform has them.
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
            return isObserver() || !Modifier.isPrivate(member.getModifiers())
                    && !Modifier.isStatic(member.getModifiers()) && member.getDeclaringClass() != Object.class
                    && !isAny(annotations, Inject.class.getName()) && !isLifecycleMethod();
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

        /** Whether it is package-private and inherited from another package: nothing there can override it. */
        boolean isHiddenFrom(Class<?> beanClass) {
            return InheritedMethod.isOfPackage(member)
                    && !member.getDeclaringClass().getPackageName().equals(beanClass.getPackageName());
        }

        boolean isObserver() {
            return isAny(ofParameters, Observes.class.getName(), ObservesAsync.class.getName());
        }

        private static boolean isOfPhase(Annotation annotation) {
            return annotation instanceof Observes observes && observes.during() != TransactionPhase.IN_PROGRESS;
        }

        /**
         * Returns what the container injects into an observer, beside the event; what it provides itself stays usable.
         */
        List<Class<?>> injectedTypes() {
            return Stream.of(member.getParameters())
                    .filter(parameter -> !parameter.isAnnotationPresent(Observes.class)
                            && !parameter.getType().getName().startsWith("jakarta.")
                            && parameter.getType() != Principal.class)
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

    /**
     * A method as a class inherits it.
     *
     * @param supertype the type that declares it, with what the class has for its type variables
     */
    record InheritedMethod(Type supertype, Method method) {

        /** Returns whether a method of the class overrides or implements this one, or is this one. */
        boolean isImplementedBy(Method candidate) {
            Class<?> declaring = method.getDeclaringClass();
            return candidate.getName().equals(method.getName()) && !Modifier.isPrivate(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())
                    && (!isOfPackage(method)
                            || declaring.getPackageName().equals(candidate.getDeclaringClass().getPackageName()))
                    && (declaring.isAssignableFrom(candidate.getDeclaringClass())
                            || declaring.isInterface() && !candidate.getDeclaringClass().isInterface())
                    && (Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes())
                            || Arrays.equals(candidate.getParameterTypes(), parameterTypes()));
        }

        static boolean isOfPackage(Method method) {
            return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0;
        }

        private Class<?>[] parameterTypes() {
            return Arrays.stream(method.getGenericParameterTypes()).map(type -> erased(resolved(type, supertype)))
                    .toArray(Class<?>[]::new);
        }

        /**
         * Returns a type that the declaration of another one mentions, with what that one has for its type variables.
         */
        static Type resolved(Type type, Type declaring) {
            if (type instanceof TypeVariable<?> variable && declaring instanceof ParameterizedType parameterized) {
                int index = Arrays.asList(erased(declaring).getTypeParameters()).indexOf(variable);
                return index < 0 ? variable : parameterized.getActualTypeArguments()[index];
            } else if (type instanceof GenericArrayType array) {
                return erased(resolved(array.getGenericComponentType(), declaring)).arrayType();
            } else if (type instanceof ParameterizedType parameterized) {
                return new ResolvedType(erased(type), Arrays.stream(parameterized.getActualTypeArguments())
                        .map(argument -> resolved(argument, declaring)).toArray(Type[]::new));
            }
            return type;
        }

        private record ResolvedType(Class<?> getRawType, Type[] getActualTypeArguments) implements ParameterizedType {

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }
        }

        static Class<?> erased(Type type) {
            if (type instanceof ParameterizedType parameterized) {
                return erased(parameterized.getRawType());
            } else if (type instanceof TypeVariable<?> variable) {
                return erased(variable.getBounds()[0]);
            } else if (type instanceof WildcardType wildcard) {
                return erased(wildcard.getUpperBounds()[0]);
            } else if (type instanceof GenericArrayType array) {
                return erased(array.getGenericComponentType()).arrayType();
            }
            return (Class<?>) type;
        }
    }
}
