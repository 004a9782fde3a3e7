// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.internal.DeclaredType.InheritedMethod;
import io.github.callaftercommit.internal.PlacementReport.DependentTypes;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Specializes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessProducer;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The portable extension: adds the library, and has checked what was deployed. Not API: it is public because its
 * subclass, which users name, is in another package.
 */
public abstract class DeploymentCheck implements Extension {

    /** The beans and interceptors of the library, but for the one that servers must have scanned to inject. */
    static final List<Class<?>> LIBRARY = List.of(CallRouter.class, TransactionServices.class, OutsideTransaction.class,
            OutsideTransaction.Suspension.class, DefaultAfterCommitService.class, CallAfterCommitInterceptor.Call.class,
            CallAfterCommitInterceptor.Reject.class, BoundaryInterceptor.OutsideRequired.class,
            BoundaryInterceptor.InsideRequired.class, BoundaryInterceptor.OutsideRequiresNew.class,
            BoundaryInterceptor.InsideRequiresNew.class, ObserverFromOutside.Notification.class);

    /** It intercepts what is produced. */
    private static final String OPENWEBBEANS = "org.apache.webbeans.";

    private record BeanClass(AnnotatedType<?> type, String scope, @Nullable SessionBean session) {}

    private record Product(Set<Type> types, String producer) {}

    private final Set<Class<?>> library = new HashSet<>();
    private final List<AnnotatedType<?>> annotatedTypes = new ArrayList<>();
    private final List<BeanClass> beanClasses = new ArrayList<>();
    private final List<Product> products = new ArrayList<>();
    private final DependentTypes dependents = new DependentTypes();
    private @Nullable Bindings bindings;
    private DeploymentFindings findings = new DeploymentFindings();

    /** For the subclass. */
    protected DeploymentCheck() {}

    void addLibrary(@Observes BeforeBeanDiscovery event, BeanManager beanManager) {
        try {
            Class.forName("jakarta.transaction.Transactional", false, DeploymentCheck.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new DeploymentException(Message.message("CAC-128"), missing);
        }
        // one instance may be given to several containers
        findings = new DeploymentFindings();
        for (Class<?> type : LIBRARY) {
            event.addAnnotatedType(beanManager.createAnnotatedType(type), type.getName());
        }
    }

    /** What is added may be discovered as well, and not every container tells which is which. */
    void keepOne(@Observes ProcessAnnotatedType<? extends LibraryBean> event) {
        if (!library.add(event.getAnnotatedType().getJavaClass())) {
            event.veto();
        }
    }

    void rememberAnnotated(@Observes @WithAnnotations(CallAfterCommit.class) ProcessAnnotatedType<?> event) {
        annotatedTypes.add(event.getAnnotatedType());
    }

    void rememberBean(@Observes ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        SessionBean session = event instanceof ProcessSessionBean<?> sessionBean ? SessionBean.of(sessionBean) : null;
        boolean dependent = bean.getScope() == Dependent.class && (session == null || session.ownReference());
        bean.getTypes().forEach(type -> dependents.add(InheritedMethod.erased(type).getName(), dependent));
        if (event instanceof ProcessManagedBean<?> managed) {
            beanClasses.add(new BeanClass(managed.getAnnotatedBeanClass(), bean.getScope().getName(), session));
        } else if (event instanceof ProcessSyntheticBean<?> synthetic) {
            // OpenWebBeans does not tell
            Extension source = synthetic.getSource();
            products.add(new Product(bean.getTypes(), source == null ? "an extension" : source.getClass().getName()));
        }
    }

    <T> void notifyFromOutside(@Observes ProcessObserverMethod<T, ?> event, BeanManager beanManager) {
        AnnotatedMethod<?> method = event.getAnnotatedMethod();
        ObserverMethod<T> observer = event.getObserverMethod();
        if (method != null && !observer.isAsync() && (bindings(beanManager).mayStandIn(method.getDeclaringType())
                || bindings(beanManager).isBoundSomewhere(observer.getBeanClass()))) {
            event.setObserverMethod(new ObserverFromOutside<>(observer, findings::notify));
        }
    }

    void rememberProduct(@Observes ProcessProducer<?, ?> event, BeanManager beanManager) {
        AnnotatedMember<?> producer = event.getAnnotatedMember();
        if (!isIntercepted(producer) && !beanManager.getClass().getName().startsWith(OPENWEBBEANS)) {
            products.add(new Product(Set.of(producer.getBaseType()), producer.getJavaMember().toString()));
        }
    }

    private static boolean isIntercepted(AnnotatedMember<?> producer) {
        return producer instanceof AnnotatedMethod<?> method && method.getParameters().stream()
                .anyMatch(parameter -> InheritedMethod.erased(parameter.getBaseType()) == InterceptionFactory.class);
    }

    void addFindings(@Observes AfterBeanDiscovery event) {
        // WildFly knows the beans of all WARs of an EAR, each of which may bring the library, by their identifiers
        DeploymentFindings found = findings;
        String id = DeploymentFindings.class.getName() + '#' + System.identityHashCode(found);
        event.<DeploymentFindings>addBean().types(DeploymentFindings.class).scope(Singleton.class).id(id)
                .createWith(context -> found);
    }

    void report(@Observes AfterDeploymentValidation validation, BeanManager beanManager) {
        List<String> problems = new ArrayList<>();
        check(beanManager, problems);
        // the container keeps its extensions
        bindings = null;
        library.clear();
        beanClasses.clear();
        annotatedTypes.clear();
        products.clear();
        dependents.clear();
        if (!problems.isEmpty()) {
            validation.addDeploymentProblem(new DeploymentException(Message.message("CAC-100",
                    problems.size() == 1 ? "an annotated method" : problems.size() + " annotated methods",
                    "  " + String.join("\n  ", problems))));
        }
    }

    private Bindings bindings(BeanManager beanManager) {
        return bindings == null ? bindings = Bindings.of(beanManager) : bindings;
    }

    private void check(BeanManager beanManager, List<String> problems) {
        Bindings bindings = bindings(beanManager);
        PlacementReport report = new PlacementReport(bindings, problems::add, Message::warn, dependents);
        Set<Class<?>> specialized = beanClasses.stream()
                .filter(bean -> bean.type().isAnnotationPresent(Specializes.class))
                .<Class<?>>map(bean -> bean.type().getJavaClass().getSuperclass()).collect(Collectors.toSet());
        for (BeanClass bean : beanClasses) {
            Class<?> beanClass = bean.type().getJavaClass();
            if (bindings.mayStandIn(bean.type()) && !specialized.contains(beanClass)) {
                int methods = report.checkBean(DeclaredType.of(bean.type()), bean.scope(), bean.session());
                findings.count(methods);
                if (bean.session() != null && methods > 0) {
                    findings.sessionBeans().put(beanClass, bean.session());
                }
            }
        }
        annotatedTypes.forEach(type -> findings.count(report.checkType(DeclaredType.of(type))));
        products.forEach(product -> report.checkProduct(product.types(), product.producer()));
    }
}
