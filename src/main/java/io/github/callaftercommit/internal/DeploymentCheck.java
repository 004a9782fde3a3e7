// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducer;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;

/** The portable extension. Not API: it is public because its subclass, which users name, is in another package. */
public abstract class DeploymentCheck implements Extension {

    /** The beans and interceptors of the library. */
    static final List<Class<?>> LIBRARY = List.of(
            CallRouter.class,
            TransactionServices.class,
            TransactionServices.InjectedRegistry.class,
            OutsideTransaction.class,
            OutsideTransaction.Suspension.class,
            DefaultAfterCommitService.class,
            CallAfterCommitInterceptor.Call.class,
            CallAfterCommitInterceptor.Reject.class,
            BoundaryInterceptor.OutsideRequired.class,
            BoundaryInterceptor.InsideRequired.class,
            BoundaryInterceptor.OutsideRequiresNew.class,
            BoundaryInterceptor.InsideRequiresNew.class);

    private final Set<AnnotatedType<?>> annotatedTypes = new HashSet<>();
    private final Set<Class<?>> beanClasses = new HashSet<>();
    private final DeploymentFindings findings = new DeploymentFindings();
    private final List<String> problems = new ArrayList<>();

    /** For the subclass. */
    protected DeploymentCheck() {}

    void addLibrary(@Observes BeforeBeanDiscovery event, BeanManager beanManager) {
        for (Class<?> type : LIBRARY) {
            event.addAnnotatedType(beanManager.createAnnotatedType(type), type.getName());
        }
    }

    void rememberAnnotated(@Observes @WithAnnotations(CallAfterCommit.class) ProcessAnnotatedType<?> event) {
        annotatedTypes.add(event.getAnnotatedType());
    }

    /** What was discovered too has been added already. */
    void keepOne(@Observes ProcessAnnotatedType<?> event) {
        if (!(event instanceof ProcessSyntheticAnnotatedType)
                && LIBRARY.contains(event.getAnnotatedType().getJavaClass())) {
            event.veto();
        }
    }

    void checkProduct(@Observes ProcessProducer<?, ?> event) {
        Class<?> product = DeclaredMethod.classOf(event.getAnnotatedMember().getBaseType());
        if (product != null && PlacementRules.isAnnotatedSomewhere(product)) {
            PlacementProblem.warnOfProduct(product, event.getAnnotatedMember());
        }
    }

    void checkBean(@Observes ProcessManagedBean<?> event, BeanManager beanManager) {
        AnnotatedType<?> type = event.getAnnotatedBeanClass();
        for (Class<?> known = type.getJavaClass(); known != null; known = known.getSuperclass()) {
            beanClasses.add(known);
        }
        SessionBean sessionBean = event instanceof ProcessSessionBean<?> session ? SessionBean.of(session) : null;
        PlacementRules rules = new PlacementRules(type, sessionBean, beanManager);
        for (AnnotatedMethod<?> method : rules.boundMethods()) {
            findings.countMethod();
            PlacementProblem problem = rules.problem(method);
            if (problem != null) {
                problems.add(problem.message(method.getJavaMember()));
            } else if (sessionBean != null) {
                findings.sessionBeans().put(type.getJavaClass(), sessionBean);
            } else if (rules.mayBeTakenForCallFromInside(method, event.getBean())) {
                PlacementProblem.warnOfCallsFromInside(method.getJavaMember());
            }
        }
        rules.lostFromInterfaces().forEach(method -> problems.add(PlacementProblem.INTERFACE.message(method)));
        rules.lostOverrides().forEach(PlacementProblem::warnOfLostOverride);
    }

    void addFindings(@Observes AfterBeanDiscovery event) {
        event.<DeploymentFindings>addBean()
                .types(DeploymentFindings.class)
                .scope(Singleton.class)
                .createWith(context -> findings);
    }

    void report(@Observes AfterDeploymentValidation validation) {
        for (AnnotatedType<?> type : annotatedTypes) {
            if (PlacementRules.isMessageDriven(type)) {
                problems.add(PlacementProblem.MESSAGE_DRIVEN.message(
                        type.getJavaClass().getName()));
            } else if (!beanClasses.contains(type.getJavaClass()) && !PlacementRules.mayBeNoBean(type)) {
                PlacementProblem.warnOfNoBean(type);
            }
        }
        if (!problems.isEmpty()) {
            validation.addDeploymentProblem(new DeploymentException(PlacementProblem.report(problems)));
        }
    }
}
