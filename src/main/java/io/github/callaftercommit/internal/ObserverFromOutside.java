// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.inject.spi.ObserverMethod;

/**
 * An observer that is notified from outside of its bean: where an intercepted method fires what its own bean observes,
 * Weld takes the notification for a call from inside and skips the interceptors, unless it comes through a client
 * proxy.
 *
 * @param outside runs the notification through the client proxy of {@link Notification}
 */
record ObserverFromOutside<T>(ObserverMethod<T> observer, Consumer<Runnable> outside) implements ObserverMethod<T> {

    /** What has a client proxy; Weld lets only a public method through. */
    @ApplicationScoped
    static class Notification implements LibraryBean {

        public void run(Runnable notification) {
            notification.run();
        }
    }

    @Override
    public void notify(EventContext<T> event) {
        outside.accept(() -> observer.notify(event));
    }

    @Override
    public Class<?> getBeanClass() {
        return observer.getBeanClass();
    }

    @Override
    public Bean<?> getDeclaringBean() {
        return observer.getDeclaringBean();
    }

    @Override
    public Type getObservedType() {
        return observer.getObservedType();
    }

    @Override
    public Set<Annotation> getObservedQualifiers() {
        return observer.getObservedQualifiers();
    }

    @Override
    public Reception getReception() {
        return observer.getReception();
    }

    @Override
    public TransactionPhase getTransactionPhase() {
        return observer.getTransactionPhase();
    }

    @Override
    public int getPriority() {
        return observer.getPriority();
    }
}
