// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.spi.AnnotatedType;
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
}
