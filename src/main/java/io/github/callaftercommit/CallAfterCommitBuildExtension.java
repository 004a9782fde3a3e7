// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.AnnotationTarget;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.interceptor.InterceptorBinding;

/**
 * Refuses what the {@link CallAfterCommitExtension} refuses where CDI runs no portable extensions: in Quarkus, when the application is built.
 *
 * <p>This is not API: it is public because the container finds it and creates it.
 */
@SkipIfPortableExtensionPresent(CallAfterCommitExtension.class)
public class CallAfterCommitBuildExtension implements BuildCompatibleExtension {

    /** For the container. */
    public CallAfterCommitBuildExtension() {
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
            Misplacement misplacement = isBound(method) || onClass && declared.isBusinessMethod() ? declared.misplacement() : null;
            if (misplacement != null) {
                messages.error(misplacement.message(signature(method)));
            }
        }
    }

    private static boolean isBound(AnnotationTarget declaration) {
        return declaration.hasAnnotation(annotation -> annotation.name().equals(CallAfterCommit.class.getName()) || carriesBindings(annotation) && isBound(annotation.declaration()));
    }

    private static boolean carriesBindings(AnnotationInfo annotation) {
        return annotation.declaration().hasAnnotation(Stereotype.class) || annotation.declaration().hasAnnotation(InterceptorBinding.class);
    }

    private static DeclaredMethod declared(MethodInfo method) {
        return new DeclaredMethod(method.modifiers(), method.returnType().isVoid(), names(method).collect(Collectors.toSet()),
                method.parameters().stream().flatMap(CallAfterCommitBuildExtension::names).collect(Collectors.toSet()));
    }

    private static Stream<String> names(AnnotationTarget declaration) {
        return declaration.annotations().stream().map(AnnotationInfo::name);
    }

    private static String signature(MethodInfo method) {
        return method.declaringClass().name() + '#' + method.name()
                + method.parameters().stream().map(parameter -> parameter.type().toString()).collect(Collectors.joining(", ", "(", ")"));
    }
}
