// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommitExtension;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationTarget;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.interceptor.InterceptorBinding;

/**
 * Refuses what the {@link CallAfterCommitExtension} refuses where CDI runs no portable extensions: in Quarkus, when the
 * application is built.
 *
 * <p>This is not API: it is public because the container finds it and creates it.
 */
@SkipIfPortableExtensionPresent(CallAfterCommitExtension.class)
public class CallAfterCommitBuildExtension implements BuildCompatibleExtension {

    /** For the container. */
    public CallAfterCommitBuildExtension() {}

    /**
     * Adds the binding, beans and interceptors of the library.
     *
     * @param classes takes them
     */
    @Discovery
    public void addLibrary(ScannedClasses classes) {
        classes.add(CallAfterCommit.class.getName());
        DeploymentCheck.LIBRARY.forEach(type -> classes.add(type.getName()));
    }

    /**
     * Checks every bean.
     *
     * @param bean any bean
     * @param messages takes the problems
     */
    @Registration(types = Object.class)
    public void checkBean(BeanInfo bean, Messages messages) {
        if (!bean.isClassBean() || bean.isInterceptor()) {
            return;
        }
        ClassInfo type = bean.declaringClass();
        boolean onClass = isBound(type);
        for (MethodInfo method : type.methods()) {
            DeclaredMethod declared = declared(method);
            if (isOverridden(method, type)) {
                continue;
            }
            PlacementProblem problem = isBound(method) || onClass && declared.isBusinessMethod()
                    ? declared.problem()
                    : null;
            if (problem != null) {
                messages.error(problem.message(signature(method)));
            }
        }
    }

    private static boolean isOverridden(MethodInfo method, ClassInfo type) {
        return type.methods().stream()
                .anyMatch(other -> !other.declaringClass().name().equals(method.declaringClass().name())
                        && nameAndParameters(other).equals(nameAndParameters(method))
                        && isBelow(other.declaringClass(), method.declaringClass()));
    }

    private static boolean isBelow(ClassInfo type, ClassInfo ancestor) {
        ClassInfo above = type.superClassDeclaration();
        return above != null && (above.name().equals(ancestor.name()) || isBelow(above, ancestor));
    }

    private static boolean isBound(AnnotationTarget declaration) {
        return declaration.hasAnnotation(annotation -> annotation.name().equals(CallAfterCommit.class.getName())
                || carriesBindings(annotation) && isBound(annotation.declaration()));
    }

    private static boolean carriesBindings(AnnotationInfo annotation) {
        return annotation.declaration().hasAnnotation(Stereotype.class)
                || annotation.declaration().hasAnnotation(InterceptorBinding.class);
    }

    private static DeclaredMethod declared(MethodInfo method) {
        return new DeclaredMethod(method.modifiers(), method.returnType().isVoid(),
                names(method).collect(Collectors.toSet()),
                method.parameters().stream().flatMap(CallAfterCommitBuildExtension::names).collect(Collectors.toSet()));
    }

    private static Stream<String> names(AnnotationTarget declaration) {
        return declaration.annotations().stream().map(AnnotationInfo::name);
    }

    private static String signature(MethodInfo method) {
        return method.declaringClass().name() + '#' + nameAndParameters(method);
    }

    private static String nameAndParameters(MethodInfo method) {
        return method.name() + method.parameters().stream().map(parameter -> parameter.type().toString())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
