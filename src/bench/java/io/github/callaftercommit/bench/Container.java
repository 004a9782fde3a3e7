// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.CallAfterCommitExtension;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.transaction.spi.TransactionServices;

/** A CDI application on Weld, with and without the library. */
abstract class Container implements AutoCloseable {

    final WeldContainer weld;
    final Beans.Business business;

    private Container(WeldContainer weld) {
        this.weld = weld;
        business = bean(Beans.Business.class);
    }

    static final class WithLibrary extends Container {

        WithLibrary() {
            super(weld().addExtension(new CallAfterCommitExtension()).addPackage(false, AfterCommitService.class)
                    .addBeanClasses(Beans.Mailer.class, Beans.Observing.class).initialize());
        }
    }

    static final class WithoutLibrary extends Container {

        WithoutLibrary() {
            super(weld().addServices(new ObservedTransactions())
                    .addBeanClasses(Beans.AfterSuccess.class, Beans.Intercepted.class, Beans.NothingInterceptor.class)
                    .initialize());
        }
    }

    /** Lets the current thread serve a request from now on. */
    void beginRequest() {
        bean(RequestContextController.class).activate();
    }

    final <T> T bean(Class<T> type) {
        return weld.select(type).get();
    }

    /** Returns the very object behind its client proxy, as the library finds it. */
    TransactionSynchronizationRegistry registry() {
        return contextualInstance(weld.getBeanManager()
                .resolve(weld.getBeanManager().getBeans(TransactionSynchronizationRegistry.class)));
    }

    private <T> TransactionSynchronizationRegistry contextualInstance(Bean<T> bean) {
        return (TransactionSynchronizationRegistry) weld.getBeanManager().getContext(bean.getScope()).get(bean);
    }

    @Override
    public void close() {
        weld.close();
    }

    /** Without discovery: the class path holds the library in any case. */
    private static Weld weld() {
        return new Weld().disableDiscovery().addExtension(new TransactionExtension())
                .addBeanClasses(Beans.TransactionProducer.class, Beans.Business.class);
    }

    /** Without it Weld calls transactional observers at once. */
    private static final class ObservedTransactions implements TransactionServices {

        @Override
        public void registerSynchronization(Synchronization synchronization) {
            try {
                Narayana.MANAGER.getTransaction().registerSynchronization(synchronization);
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public boolean isTransactionActive() {
            return Narayana.REGISTRY.getTransactionStatus() == Status.STATUS_ACTIVE;
        }

        @Override
        public UserTransaction getUserTransaction() {
            return Narayana.userTransaction();
        }

        @Override
        public void cleanup() {
            // nothing is kept
        }
    }
}
