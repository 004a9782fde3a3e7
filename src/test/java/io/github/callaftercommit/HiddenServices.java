// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBeanAttributes;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/**
 * Keeps beans of the transaction manager from the library, but not from the transactional interceptors, by a qualifier
 * that only these know; for platforms that have no such beans.
 */
final class HiddenServices implements Extension {

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @Target({TYPE, METHOD, FIELD, PARAMETER})
    @interface Hidden {

        final class Literal extends AnnotationLiteral<Hidden> implements Hidden {

            private static final long serialVersionUID = 1;
        }
    }

    private final Set<Class<?>> hidden;
    private final TransactionSynchronizationRegistry registry;
    private final TransactionManager manager;

    private HiddenServices(Set<Class<?>> hidden, TransactionSynchronizationRegistry registry,
            TransactionManager manager) {
        this.hidden = hidden;
        this.registry = registry;
        this.manager = manager;
    }

    static HiddenServices transactionManager() {
        return new HiddenServices(Set.of(TransactionManager.class), null, null);
    }

    static HiddenServices all() {
        return new HiddenServices(Set.of(TransactionManager.class, TransactionSynchronizationRegistry.class), null,
                null);
    }

    static HiddenServices allBehind(TransactionSynchronizationRegistry registry) {
        return allBehind(registry, null);
    }

    static HiddenServices allBehind(TransactionSynchronizationRegistry registry, TransactionManager manager) {
        return new HiddenServices(all().hidden, registry, manager);
    }

    void hideBean(@Observes ProcessBeanAttributes<?> event) {
        if (event.getBeanAttributes().getTypes().stream().anyMatch(hidden::contains)) {
            event.configureBeanAttributes().qualifiers(new Hidden.Literal(), Any.Literal.INSTANCE);
        }
    }

    void showIt(@Observes ProcessInjectionPoint<?, ?> event) {
        InjectionPoint point = event.getInjectionPoint();
        if (hidden.contains(point.getType())
                && !point.getMember().getDeclaringClass().getPackage().equals(HiddenServices.class.getPackage())) {
            event.configureInjectionPoint().qualifiers(new Hidden.Literal());
        }
    }

    void addSubstitutes(@Observes AfterBeanDiscovery discovery) {
        add(discovery, TransactionSynchronizationRegistry.class, registry);
        add(discovery, TransactionManager.class, manager);
    }

    private static <T> void add(AfterBeanDiscovery discovery, Class<T> type, T substitute) {
        if (substitute != null) {
            discovery.<T>addBean().types(type).scope(Singleton.class).createWith(context -> substitute);
        }
    }
}
