// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static io.github.callaftercommit.internal.PlacementProblem.signature;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.callaftercommit.internal.DeclaredType.DeclaredMethod;
import io.github.callaftercommit.internal.DeclaredType.InheritedMethod;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.TransactionScoped;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a deployment: what cannot work is a problem, what has no effect a warning. */
final class PlacementReport {

    /** The types of which there are dependent beans alone: what is injected into a parameter ends with its method. */
    static final class DependentTypes {

        private final Set<String> ofDependentBeans = new HashSet<>();
        private final Set<String> ofOthers = new HashSet<>();

        void add(String type, boolean dependent) {
            (dependent ? ofDependentBeans : ofOthers).add(type);
        }

        boolean contains(Class<?> type) {
            return ofDependentBeans.contains(type.getName()) && !ofOthers.contains(type.getName());
        }

        void clear() {
            ofDependentBeans.clear();
            ofOthers.clear();
        }
    }

    private final Bindings bindings;
    private final Consumer<String> problems;
    private final Consumer<String> warnings;
    private final DependentTypes dependents;
    private final Set<Class<?>> typesOfBeans = new HashSet<>();

    PlacementReport(Bindings bindings, Consumer<String> problems, Consumer<String> warnings,
            DependentTypes dependents) {
        this.bindings = bindings;
        this.problems = problems;
        this.warnings = warnings;
        this.dependents = dependents;
    }

    /**
     * Checks the class of a bean.
     *
     * @param scope the name of its scope
     * @return how many of its methods are annotated
     */
    int checkBean(DeclaredType type, String scope, @Nullable SessionBean session) {
        Class<?> beanClass = type.javaClass();
        typesOfBeans.addAll(type.supertypes().keySet());
        PlacementRules rules = new PlacementRules(bindings, type,
                session == null ? null : new SessionBeanRules(type, session));
        int methods = checkMethods(rules);
        checkObservers(rules, scope.equals(Dependent.class.getName()) && (session == null || session.ownReference()));
        if (methods > 0 && scope.equals(TransactionScoped.class.getName()) && type.methods().stream()
                .anyMatch(method -> DeclaredMethod.isAny(method.annotations(), PreDestroy.class.getName()))) {
            warn("CAC-126", beanClass.getName());
        }
        for (PlacementRules.Lost lost : rules.lost()) {
            Class<?> declaring = lost.annotated().getDeclaringClass();
            if (declaring.isInterface() && !Bindings.isRestClient(declaring)) {
                problems.accept(PlacementProblem.INTERFACE.message(lost.annotated(), beanClass.getName()));
            } else if (lost.implementing() != null) {
                // as the double of a REST client in a test, which is not intercepted as the client is
                warn("CAC-122", signature(lost.annotated()), signature(lost.implementing()));
            }
        }
        return methods;
    }

    private int checkMethods(PlacementRules rules) {
        List<DeclaredMethod> methods = rules.boundMethods();
        for (DeclaredMethod method : methods) {
            String problem = rules.problem(method);
            if (problem != null) {
                problems.accept(problem);
            }
        }
        return methods.size();
    }

    /** @param destroyed whether the bean is destroyed when it has been notified, unlike a stateless session bean */
    private void checkObservers(PlacementRules rules, boolean destroyed) {
        rules.boundMethods().stream().filter(method -> method.isObserver() && rules.problem(method) == null)
                .forEach(observer -> {
                    if (destroyed) {
                        problems.accept(PlacementProblem.OBSERVER_OF_DEPENDENT_BEAN.message(observer.member()));
                    } else if (observer.injectedTypes().stream().anyMatch(dependents::contains)) {
                        problems.accept(PlacementProblem.OBSERVER_WITH_DEPENDENT_PARAMETER.message(observer.member()));
                    }
                });
    }

    /**
     * Checks a class or an interface in which the annotation stands; the beans have been checked before.
     *
     * @return how many methods are annotated there that are no methods of beans
     */
    int checkType(DeclaredType type) {
        Class<?> annotated = type.javaClass();
        boolean bean = typesOfBeans.contains(annotated);
        if (DeclaredMethod.isAny(type.annotations(), "jakarta.ejb.MessageDriven")) {
            problems.accept(PlacementProblem.MESSAGE_DRIVEN.message(annotated.getName()));
        } else if (Bindings.isRestClient(annotated) || isEnabledDecorator(type) && !bean) {
            return checkMethods(new PlacementRules(bindings, type, null));
        } else if (!bean && !mayBeNoBean(type)) {
            warn(annotated.isInterface() ? "CAC-121.interface" : "CAC-121", annotated.getName());
        }
        return 0;
    }

    /** OpenWebBeans does not take decorators for managed beans. */
    private static boolean isEnabledDecorator(DeclaredType type) {
        return type.isAnnotated(Decorator.class) && type.isAnnotated(Priority.class);
    }

    /** An interceptor has the binding for another reason, and an alternative may not be selected on purpose. */
    private boolean mayBeNoBean(DeclaredType type) {
        return type.isAnnotated(Interceptor.class) || bindings.find(type.annotations(), Alternative.class) != null;
    }

    /** @param types those of what a producer or an extension creates */
    void checkProduct(Collection<Type> types, String producer) {
        List<Class<?>> products = types.stream().<Class<?>>map(InheritedMethod::erased).toList();
        if (products.stream().noneMatch(Bindings::isRestClient)) {
            products.stream().filter(bindings::isBoundSomewhere).findFirst()
                    .ifPresent(product -> warn("CAC-124", product.getName(), producer));
        }
    }

    private void warn(String id, String... places) {
        warnings.accept(id.substring(0, 7) + ": " + Message.text(id, (Object[]) places));
    }
}
