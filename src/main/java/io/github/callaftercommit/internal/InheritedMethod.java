// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

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
                && (declaring.isAssignableFrom(candidate.getDeclaringClass())
                        || declaring.isInterface() && !candidate.getDeclaringClass().isInterface())
                && (Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes())
                        || Arrays.equals(candidate.getParameterTypes(), parameterTypes()));
    }

    private Class<?>[] parameterTypes() {
        return Arrays.stream(method.getGenericParameterTypes()).map(type -> erased(resolved(type, supertype)))
                .toArray(Class<?>[]::new);
    }

    /** Returns a type that the declaration of another one mentions, with what that one has for its type variables. */
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
