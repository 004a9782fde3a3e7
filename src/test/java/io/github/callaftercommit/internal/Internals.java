// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.callaftercommit.AfterCommitService.Callback;
import io.github.callaftercommit.AfterCommitService.CallbackWithArguments;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** What the tests in the package of the API have to see of the other one. */
public final class Internals {

    private final CallRouter router;

    public Internals(SeContainer container) {
        router = container.select(CallRouter.class).get();
    }

    public static RuntimeException unchecked(Throwable failure) {
        return thrown(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }

    public static boolean isRecording() {
        return FlightRecorder.isRecording();
    }

    /** Calls of a transaction with a name, which are registered with nobody. */
    public Calls calls(Object transaction) {
        // without a registry and a manager
        TransactionServices services = new TransactionServices(router.beanManager(), null, null, null, null);
        CallRunner runner = new CallRunner(router.beanManager(), services,
                new OutsideTransaction(router.beanManager(), services, suspensions())::run);
        return new Calls(
                new TransactionCalls(transaction, services, runner, calls -> false, new java.util.HashMap<>()));
    }

    private Instance<OutsideTransaction.Suspension> suspensions() {
        return CDI.current().select(OutsideTransaction.Suspension.class);
    }

    public Object innermostBoundary() {
        return router.boundaries().innermost();
    }

    /** Calls a method of a session bean after its interceptor has returned. */
    public static void callAgain(InvocationContext invocation, Bean<?> bean, BeanManager beanManager) throws Exception {
        CallAfterCommitInterceptor.SessionBeanCall call = new CallAfterCommitInterceptor.SessionBeanCall(invocation,
                SessionBean.of(bean, "", false), beanManager);
        call.invocationReturns();
        call.call();
    }

    /** Returns what an extension has remembered and not yet forgotten. */
    public static List<Object> rememberedBy(DeploymentCheck extension) throws IllegalAccessException {
        List<Object> remembered = new ArrayList<>();
        for (java.lang.reflect.Field field : DeploymentCheck.class.getDeclaredFields()) {
            if (java.util.Collection.class.isAssignableFrom(field.getType())
                    && !java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                remembered.addAll((java.util.Collection<?>) field.get(extension));
            }
        }
        return remembered;
    }

    public static Class<?>[] libraryBeans() {
        return DeploymentCheck.LIBRARY.toArray(Class<?>[]::new);
    }

    /** Returns why a deployment with a session bean of this name is refused, or null. */
    public static String refusal(BeanManager beanManager, AnnotatedType<?> type, Bean<?> bean, String ejbName) {
        List<String> problems = new ArrayList<>();
        Bindings bindings = Bindings.of(beanManager);
        if (bindings.mayStandIn(type)) {
            new PlacementReport(bindings, problems::add, warning -> {}, new PlacementReport.DependentTypes())
                    .checkBean(DeclaredType.of(type), bean.getScope().getName(), SessionBean.of(bean, ejbName, false));
        }
        return problems.isEmpty() ? null : String.join("\n", problems);
    }

    /** What the build-time extension refuses. */
    public static List<String> refusedAtBuildTime(Class<?>... beans) {
        List<String> problems = new ArrayList<>();
        checkAtBuildTime(problems, new ArrayList<>(), beans);
        return problems;
    }

    public static List<String> warnedOfAtBuildTime(Class<?>... beans) {
        List<String> warnings = new ArrayList<>();
        checkAtBuildTime(new ArrayList<>(), warnings, beans);
        return warnings;
    }

    private static void checkAtBuildTime(List<String> problems, List<String> warnings, Class<?>... beans) {
        CallAfterCommitBuildExtension extension = new CallAfterCommitBuildExtension();
        for (Class<?> bean : beans) {
            extension.remember(bean.getName(), scope(bean));
        }
        for (Class<?> bean : beans) {
            extension.check(bean, scope(bean), problems::add, warnings::add);
        }
    }

    private static String scope(Class<?> bean) {
        return Stream.of(TransactionScoped.class, Dependent.class).filter(bean::isAnnotationPresent).findFirst()
                .map(Class::getName).orElse("");
    }

    public static final class Calls {

        private final TransactionCalls calls;
        private final List<Synchronization> synchronizations = new ArrayList<>();

        Calls(TransactionCalls calls) {
            this.calls = calls;
            try {
                calls.register((TransactionSynchronizationRegistry) Proxy.newProxyInstance(getClass().getClassLoader(),
                        new Class<?>[]{TransactionSynchronizationRegistry.class}, (proxy, method,
                                arguments) -> synchronizations.add((Synchronization) arguments[0]) ? null : null));
            } catch (Exception refused) {
                throw new IllegalStateException(refused);
            }
        }

        public boolean add(Callback<?> callback, Object once) {
            return calls.add(callback, once);
        }

        public boolean addWithArguments(CallbackWithArguments<Object, Object, RuntimeException> method, Object first,
                Object second, Object once) {
            return calls.add(new DeferredCall.WithArguments<>(method, first, second), once);
        }

        public void complete(int outcome) {
            synchronizations.get(0).afterCompletion(outcome);
        }

        public List<String> names() {
            return calls.names();
        }
    }
}
