// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

import javax.naming.InitialContext;
import javax.naming.NamingException;

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
 */
record SessionBean(Bean<?> bean, boolean ownReference) {

    static SessionBean of(ProcessSessionBean<?> event) {
        Bean<?> bean = event.getBean();
        return new SessionBean(
                bean, event.getSessionBeanType() == SessionBeanType.STATEFUL && bean.getScope() == Dependent.class);
    }

    /**
     * Returns the method of a local view through which a method of the bean class is called, or null where no view has
     * it.
     */
    @Nullable
    Method viewMethod(Method method) {
        return bean.getTypes().stream()
                .flatMap(SessionBean::classOf)
                .filter(view -> view != Object.class)
                .sorted((one, other) -> Boolean.compare(one.isInterface(), other.isInterface()))
                .flatMap(view -> publicMethod(view, method))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns a reference to the very instance that is being called, or null where a contextual reference is as good.
     */
    @Nullable
    Object ownReference(Method viewMethod) {
        // Weld's own reference cannot call a view that is not public
        if (!ownReference && Modifier.isPublic(viewMethod.getDeclaringClass().getModifiers())) {
            return null;
        }
        try {
            return ((SessionContext) new InitialContext().lookup("java:comp/EJBContext"))
                    .getBusinessObject(viewMethod.getDeclaringClass());
        } catch (NamingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void invoke(BeanManager beanManager, @Nullable Object ownReference, Method viewMethod, Object[] arguments)
            throws Exception {
        CreationalContext<?> creation = beanManager.createCreationalContext(bean);
        try {
            Object reference =
                    ownReference != null ? ownReference : beanManager.getReference(bean, typeOf(viewMethod), creation);
            viewMethod.trySetAccessible(); // the view may be package-private
            viewMethod.invoke(reference, arguments);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) failure.getCause();
        } finally {
            creation.release();
        }
    }

    /** A bean type, which may be generic, whose class has the method. */
    private Type typeOf(Method viewMethod) {
        return bean.getTypes().stream()
                .filter(type -> classOf(type).anyMatch(viewMethod.getDeclaringClass()::equals))
                .findFirst()
                .orElse(viewMethod.getDeclaringClass());
    }

    private static Stream<Class<?>> classOf(Type type) {
        Class<?> view = DeclaredMethod.classOf(type);
        return view == null ? Stream.empty() : Stream.of(view);
    }

    /** A generic view has the method with the parameters of its own. */
    private static Stream<Method> publicMethod(Class<?> view, Method method) {
        return Stream.of(view.getMethods())
                .filter(candidate -> DeclaredMethod.overrides(method, candidate))
                .sorted(Comparator.comparing(
                        candidate -> !Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes())))
                .limit(1);
    }
}
