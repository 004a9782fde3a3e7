// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import io.github.callaftercommit.internal.DeclaredType.InheritedMethod;
import jakarta.ejb.SessionContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.SessionBeanType;
import org.jspecify.annotations.Nullable;

/**
 * An EJB session bean with annotated methods.
 *
 * <p>Its methods are called again through a reference, so that the container's own chain (transaction attribute, locks,
 * security) runs when they are really called: no server lets an EJB invocation proceed once its interceptors have
 * returned.
 *
 * @param ownReference whether its contextual reference is another instance each time, so that only the bean itself can
 *     tell a reference to it
 * @param viewMethods what was found for the methods of the bean class
 */
record SessionBean(Bean<?> bean, String ejbName, boolean ownReference, Map<Method, InheritedMethod> viewMethods) {

    static SessionBean of(ProcessSessionBean<?> event) {
        Bean<?> bean = event.getBean();
        boolean stateful = event.getSessionBeanType() == SessionBeanType.STATEFUL;
        return of(bean, event.getEjbName(), stateful && bean.getScope() == Dependent.class);
    }

    static SessionBean of(Bean<?> bean, String ejbName, boolean ownReference) {
        return new SessionBean(bean, ejbName, ownReference, new ConcurrentHashMap<>());
    }

    /**
     * Returns the method of a local view through which a method of the bean class is called, or null where no view has
     * it.
     */
    @Nullable
    InheritedMethod viewMethod(Method method) {
        return viewMethods.computeIfAbsent(method, this::findViewMethod);
    }

    private @Nullable InheritedMethod findViewMethod(Method method) {
        return bean.getTypes().stream().sorted(Comparator.comparing(view -> InheritedMethod.erased(view).isInterface()))
                .flatMap(view -> Stream.of(InheritedMethod.erased(view).getDeclaredMethods())
                        .map(declared -> new InheritedMethod(view, declared)))
                .filter(declared -> Modifier.isPublic(declared.method().getModifiers()))
                .filter(declared -> declared.isImplementedBy(method)).findFirst().orElse(null);
    }

    /**
     * Returns a reference to the very instance that is being called, or null where a contextual reference is as good.
     */
    @Nullable
    Object ownReference(InheritedMethod view) {
        Class<?> declaring = view.method().getDeclaringClass();
        // Weld's own reference cannot call a view that is not public
        if (!ownReference && Modifier.isPublic(declaring.getModifiers())) {
            return null;
        }
        try {
            return ((SessionContext) new InitialContext().lookup("java:comp/EJBContext"))
                    .getBusinessObject(businessInterface(declaring));
        } catch (NamingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The view itself, not an interface that it extends. */
    private Class<?> businessInterface(Class<?> declaring) {
        return bean.getTypes().stream().<Class<?>>map(InheritedMethod::erased).filter(declaring::isAssignableFrom)
                .reduce(declaring, (one, other) -> one.isAssignableFrom(other) ? other : one);
    }

    void invoke(BeanManager beanManager, @Nullable Object ownReference, InheritedMethod view, Object[] arguments)
            throws Exception {
        CreationalContext<?> creation = beanManager.createCreationalContext(bean);
        try {
            Object reference = ownReference != null
                    ? ownReference
                    : beanManager.getReference(bean, view.supertype(), creation);
            view.method().trySetAccessible(); // its interface may be package-private
            view.method().invoke(reference, arguments);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) failure.getCause();
        } finally {
            creation.release();
        }
    }
}
