// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.function.Consumer;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommitExtension;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;

/**
 * Does what the {@link CallAfterCommitExtension} does where CDI runs no portable extensions: in Quarkus, when the
 * application is built.
 *
 * <p>This is not API: it is public because the container finds it and creates it.
 */
@SkipIfPortableExtensionPresent(CallAfterCommitExtension.class)
public class CallAfterCommitBuildExtension implements BuildCompatibleExtension {

    private final Bindings bindings = Bindings.byReflection();

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
        String name = bean.declaringClass().name();
        try {
            check(Class.forName(name, false, Thread.currentThread().getContextClassLoader()), bean.scope().name(),
                    messages::error, messages::warn);
        } catch (ClassNotFoundException | LinkageError generated) {
            // the platform makes this class later, or has it for what this application does not use
        }
    }

    void check(Class<?> type, String scope, Consumer<String> problems, Consumer<String> warnings) {
        if (bindings.isBoundSomewhere(type)) {
            new PlacementReport(bindings, problems, warnings).checkBean(DeclaredType.of(type), scope, null);
        }
    }
}
