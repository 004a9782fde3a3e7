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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A CDI application on Weld, with and without the library. */
@State(Scope.Benchmark)
public abstract class Container {

    static final String IN_REQUEST = "inRequest";

    /** Whether the measuring thread serves a request, as most threads of a server do; those of a timer or of a queue do not. */
    @Param("true")
    public boolean inRequest;

    WeldContainer weld;
    Beans.Business business;
    private RequestContextController request;

    void beginRequest() {
        request = weld.select(RequestContextController.class).get();
        if (inRequest) {
            request.activate();
        }
    }

    void endRequest() {
        if (inRequest) {
            request.deactivate();
        }
    }

    @State(Scope.Benchmark)
    public static class WithLibrary extends Container {

        AfterCommitService afterCommit;
        Beans.Mailer mailer;

        @Setup
        public void start() {
            weld = weld().addExtension(new CallAfterCommitExtension()).addPackage(false, AfterCommitService.class).addBeanClasses(Beans.Mailer.class).initialize();
            afterCommit = weld.select(AfterCommitService.class).get();
            business = weld.select(Beans.Business.class).get();
            mailer = weld.select(Beans.Mailer.class).get();
        }
    }

    @State(Scope.Benchmark)
    public static class WithoutLibrary extends Container {

        Beans.Intercepted intercepted;

        @Setup
        public void start() {
            weld = weld().addServices(new ObservedTransactions()).addBeanClasses(Beans.AfterSuccess.class, Beans.Intercepted.class, Beans.NothingInterceptor.class).initialize();
            business = weld.select(Beans.Business.class).get();
            intercepted = weld.select(Beans.Intercepted.class).get();
        }
    }

    /** Returns the very object behind its client proxy, as the library finds it. */
    TransactionSynchronizationRegistry registry() {
        return contextualInstance(weld.getBeanManager().resolve(weld.getBeanManager().getBeans(TransactionSynchronizationRegistry.class)));
    }

    private <T> TransactionSynchronizationRegistry contextualInstance(Bean<T> bean) {
        return (TransactionSynchronizationRegistry) weld.getBeanManager().getContext(bean.getScope()).get(bean);
    }

    @TearDown
    public void stop() {
        weld.close();
    }

    /** Without discovery: the class path holds the library in any case. */
    private static Weld weld() {
        return new Weld().disableDiscovery().addExtension(new TransactionExtension()).addBeanClasses(Beans.TransactionProducer.class, Beans.Business.class);
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
