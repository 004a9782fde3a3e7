// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommitExtension;
import io.github.callaftercommit.internal.PlacementReport.DependentTypes;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.types.Type;

/**
 * Does what the {@link CallAfterCommitExtension} does where CDI runs no portable extensions: in Quarkus, when the
 * application is built.
 *
 * <p>This is not API: it is public because the container finds it and creates it.
 */
@SkipIfPortableExtensionPresent(CallAfterCommitExtension.class)
public class CallAfterCommitBuildExtension implements BuildCompatibleExtension {

    private final Bindings bindings = Bindings.byReflection();
    private final Map<String, String> scopesOfBeanClasses = new LinkedHashMap<>();
    private final DependentTypes dependents = new DependentTypes();

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
     * Remembers every bean.
     *
     * @param bean any bean
     */
    @Registration(types = Object.class)
    public void rememberBean(BeanInfo bean) {
        String scope = bean.scope().name();
        if (bean.isClassBean() && !bean.isInterceptor()) {
            scopesOfBeanClasses.put(bean.declaringClass().name(), scope);
        }
        for (Type type : bean.types()) {
            if (type.isClass()) {
                remember(type.asClass().declaration().name(), scope);
            } else if (type.isParameterizedType()) {
                remember(type.asParameterizedType().declaration().name(), scope);
            }
        }
    }

    void remember(String type, String scope) {
        dependents.add(type, scope.equals(Dependent.class.getName()));
    }

    /**
     * Checks every bean.
     *
     * @param messages takes the problems
     */
    @Validation
    public void check(Messages messages) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        scopesOfBeanClasses.forEach((name, scope) -> {
            try {
                check(Class.forName(name, false, loader), scope, messages::error, messages::warn);
            } catch (ClassNotFoundException | LinkageError generated) {
                // the platform makes this class later, or has it for what this application does not use
            }
        });
    }

    void check(Class<?> type, String scope, Consumer<String> problems, Consumer<String> warnings) {
        if (bindings.isBoundSomewhere(type)) {
            new PlacementReport(bindings, problems, warnings, dependents).checkBean(DeclaredType.of(type), scope, null);
        }
    }
}
