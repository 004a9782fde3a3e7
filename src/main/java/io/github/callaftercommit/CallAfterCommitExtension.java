// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.WithAnnotations;

/**
 * Refuses a deployment in which {@link CallAfterCommit} stands where it cannot work, with everything that is wrong in one report.
 *
 * <p>This is not API: it is public because the container finds it and creates it.
 */
public class CallAfterCommitExtension implements Extension {

    private final Set<AnnotatedType<?>> annotatedTypes = new HashSet<>();
    private final Set<Class<?>> beanClasses = new HashSet<>();
    private final Map<Class<?>, SessionBean> sessionBeans = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int methods;

    /** For the container. */
    public CallAfterCommitExtension() {
    }

    void rememberAnnotated(@Observes @WithAnnotations(CallAfterCommit.class) ProcessAnnotatedType<?> event) {
        annotatedTypes.add(event.getAnnotatedType());
    }

    void checkBean(@Observes ProcessManagedBean<?> event, BeanManager beanManager) {
        AnnotatedType<?> type = event.getAnnotatedBeanClass();
        for (Class<?> known = type.getJavaClass(); known != null; known = known.getSuperclass()) {
            beanClasses.add(known);
        }
        Placement placement = new Placement(type, beanManager);
        SessionBean sessionBean = event instanceof ProcessSessionBean<?> session ? SessionBean.of(session) : null;
        for (AnnotatedMethod<?> method : placement.boundMethods()) {
            methods++;
            Misplacement misplacement = placement.misplacement(method);
            if (misplacement == null && sessionBean != null) {
                misplacement = SessionBeanPlacement.misplacement(method, type, sessionBean);
            }
            if (misplacement != null) {
                problems.add(misplacement.message(method));
            } else if (sessionBean != null) {
                sessionBeans.put(type.getJavaClass(), sessionBean);
            }
        }
        placement.lostOverrides().forEach(Misplacement::warnOfLostOverride);
    }

    void report(@Observes AfterDeploymentValidation validation) {
        for (AnnotatedType<?> type : annotatedTypes) {
            if (Placement.isMessageDriven(type)) {
                problems.add(Misplacement.MESSAGE_DRIVEN.message(type));
            } else if (!beanClasses.contains(type.getJavaClass()) && !Placement.mayBeNoBean(type)) {
                Misplacement.warnOfNoBean(type);
            }
        }
        if (!problems.isEmpty()) {
            validation.addDeploymentProblem(new DeploymentException(Misplacement.report(problems)));
        }
    }

    /** Returns how many methods are annotated, in themselves or through what they belong to. */
    int methods() {
        return methods;
    }

    /** Returns the session beans with annotated methods, by class. */
    Map<Class<?>, SessionBean> sessionBeans() {
        return sessionBeans;
    }
}
