// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static io.github.callaftercommit.internal.PlacementProblem.signature;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.transaction.TransactionScoped;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a deployment: what cannot work in one refusal, what has no effect in a warning each. */
final class PlacementReport {

    record BeanClass(AnnotatedType<?> type, Bean<?> bean, @Nullable SessionBean sessionBean) {}

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");

    private final Bindings bindings;
    private final DeploymentFindings findings;
    private final Set<Class<?>> typesOfBeans = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    PlacementReport(Bindings bindings, DeploymentFindings findings) {
        this.bindings = bindings;
        this.findings = findings;
    }

    void checkBeans(Collection<BeanClass> beans) {
        Set<Class<?>> specialized = beans.stream().filter(bean -> bean.type().isAnnotationPresent(Specializes.class))
                .<Class<?>>map(bean -> bean.type().getJavaClass().getSuperclass()).collect(Collectors.toSet());
        for (BeanClass bean : beans) {
            if (bindings.mayStandIn(bean.type())) {
                bean.type().getTypeClosure().forEach(type -> typesOfBeans.add(InheritedMethod.erased(type)));
                if (!specialized.contains(bean.type().getJavaClass())) {
                    check(bean);
                }
            }
        }
    }

    private void check(BeanClass bean) {
        AnnotatedType<?> type = bean.type();
        Class<?> beanClass = type.getJavaClass();
        SessionBean session = bean.sessionBean();
        PlacementRules rules = new PlacementRules(bindings, type,
                session == null ? null : new SessionBeanRules(type, session, DeploymentDescriptor.of(beanClass)));
        List<AnnotatedMethod<?>> methods = checkMethods(rules);
        if (session != null && !methods.isEmpty()) {
            findings.sessionBeans().put(beanClass, session);
        }
        if (bean.bean().getScope() == TransactionScoped.class && !methods.isEmpty()
                && type.getMethods().stream().anyMatch(method -> method.isAnnotationPresent(PreDestroy.class))) {
            warn("CAC-126", beanClass.getName());
        }
        for (AnnotatedMethod<?> method : methods) {
            if (rules.mayBeTakenForCallFromInside(method, bean.bean())) {
                warn("CAC-125", signature(method.getJavaMember()));
            }
        }
        for (PlacementRules.Lost lost : rules.lost()) {
            Class<?> declaring = lost.annotated().getDeclaringClass();
            if (declaring.isInterface() && !Bindings.isRestClient(declaring)) {
                problems.add(PlacementProblem.INTERFACE.message(lost.annotated(), beanClass.getName()));
            } else if (lost.implementing() != null) {
                // as the double of a REST client in a test, which is not intercepted as the client is
                warn("CAC-122", signature(lost.annotated()), signature(lost.implementing()));
            }
        }
    }

    private List<AnnotatedMethod<?>> checkMethods(PlacementRules rules) {
        List<AnnotatedMethod<?>> methods = rules.boundMethods();
        for (AnnotatedMethod<?> method : methods) {
            findings.countMethod();
            String problem = rules.problem(method);
            if (problem != null) {
                problems.add(problem);
            }
        }
        return methods;
    }

    /** @param type a class or an interface in which the binding stands */
    void checkType(AnnotatedType<?> type) {
        Class<?> annotated = type.getJavaClass();
        if (Bindings.isMessageDriven(type)) {
            problems.add(PlacementProblem.MESSAGE_DRIVEN.message(annotated.getName()));
        } else if (Bindings.isRestClient(annotated) || isEnabledDecorator(type) && !typesOfBeans.contains(annotated)) {
            checkMethods(new PlacementRules(bindings, type, null));
        } else if (!typesOfBeans.contains(annotated) && !bindings.mayBeNoBean(type)) {
            warn(annotated.isInterface() ? "CAC-121.interface" : "CAC-121", annotated.getName());
        }
    }

    /** OpenWebBeans does not take decorators for managed beans. */
    private static boolean isEnabledDecorator(AnnotatedType<?> type) {
        return type.isAnnotationPresent(Decorator.class) && type.isAnnotationPresent(Priority.class);
    }

    /** @param types those of what a producer or an extension creates */
    void checkProduct(Collection<Type> types, String producer) {
        List<Class<?>> products = types.stream().<Class<?>>map(InheritedMethod::erased).toList();
        if (products.stream().noneMatch(Bindings::isRestClient)) {
            products.stream().filter(bindings::isBoundSomewhere).findFirst()
                    .ifPresent(product -> warn("CAC-124", product.getName(), producer));
        }
    }

    /** Returns why the deployment is refused, or null. */
    @Nullable
    String refusal() {
        return problems.isEmpty()
                ? null
                : Texts.message("CAC-100",
                        problems.size() == 1 ? "an annotated method" : problems.size() + " annotated methods",
                        problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
    }

    private static void warn(String id, String... places) {
        LOGGER.log(WARNING, id.substring(0, 7) + ": " + Texts.text(id, (Object[]) places));
    }
}
