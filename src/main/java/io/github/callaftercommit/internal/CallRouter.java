// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static jakarta.interceptor.Interceptor.Priority.PLATFORM_BEFORE;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.callaftercommit.AfterCommitService.Callback;
import io.github.callaftercommit.PendingCalls;
import io.github.callaftercommit.internal.ObserverFromOutside.Notification;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a call: it joins the calls of its transaction, is made at once, dropped or refused.
 *
 * <p>There is one for the application, and with it one set of calls for each transaction in which the application
 * calls.
 */
@Singleton
class CallRouter implements LibraryBean {

    private final Map<Object, TransactionCalls> callsByTransaction = new ConcurrentHashMap<>();
    private final TransactionalBoundaries boundaries = new TransactionalBoundaries();
    private final BeanManager beanManager;
    private final TransactionServices services;
    private final CallRunner runner;
    private final ReactiveTransactions reactive;
    private final @Nullable DeploymentFindings findings;

    @Inject
    CallRouter(BeanManager beanManager, TransactionServices services, OutsideTransaction outside,
            Notification notification, Instance<DeploymentFindings> findings) {
        this.beanManager = beanManager;
        this.services = services;
        this.runner = new CallRunner(beanManager, services, work -> boundaries.apart(() -> outside.run(work)));
        this.reactive = new ReactiveTransactions(beanManager);
        // on Quarkus there is no portable extension
        this.findings = findings.isResolvable() ? findings.get() : null;
        if (this.findings != null) {
            this.findings.notifyThrough(notification);
        }
    }

    /**
     * Looks for the registry while the application starts: an unmanaged thread might see less of the server later.
     * Payara 7 creates no beans of an EAR's lib yet; there the first call looks.
     */
    static void start(@Observes @Priority(PLATFORM_BEFORE) @Initialized(ApplicationScoped.class) Object event,
            Instance<CallRouter> router) {
        try {
            router.get().start();
        } catch (RuntimeException tooEarly) {
            Message.NOT_STARTED.logThrown(tooEarly);
        }
    }

    private void start() {
        // classes that are first used where the stack ends stay unusable
        FlightRecorder.isRecording();
        String missing = services.registry() == null ? "CAC-001.registry" : "CAC-001.manager";
        boolean complete = services.registry() != null && services.manager() != null;
        String version = CallRouter.class.getPackage().getImplementationVersion();
        (complete ? Message.READY : Message.NOT_READY).log(version == null ? "" : ' ' + version,
                findings == null ? "" : findings.summary(), services.registryPlace(), services.managerPlace(),
                complete ? "" : Message.text(missing));
    }

    void stop(@Observes @Priority(Integer.MAX_VALUE) @BeforeDestroyed(ApplicationScoped.class) Object event) {
        runner.stop();
    }

    /** @param once ignores the call while one with an equal key is pending, where it is not null */
    <X extends Exception> void call(Callback<X> callback, @Nullable Object once, boolean transactionRequired) throws X {
        TransactionSynchronizationRegistry registry = services.registry();
        if (registry == null) {
            throw reactive.isActive()
                    ? Message.REACTIVE_TRANSACTION.refusal(callback)
                    : Message.NO_REGISTRY.refusal(callback, services.places());
        }
        TransactionCalls known = boundaries.find(transaction(registry), callsByTransaction);
        if (known == null || !known.add(callback, once)) {
            callByStatus(registry, callback, once, transactionRequired);
        }
    }

    private <X extends Exception> void callByStatus(TransactionSynchronizationRegistry registry, Callback<X> callback,
            @Nullable Object once, boolean transactionRequired) throws X {
        Exception refusal = null;
        int status = registry.getTransactionStatus();
        if (status == Status.STATUS_ACTIVE || status == Status.STATUS_PREPARING) {
            TransactionCalls calls = null;
            try {
                calls = register(registry);
            } catch (Exception refused) {
                refusal = refused;
            }
            if (calls != null) {
                if (calls.add(callback, once)) {
                    return;
                }
                callsByTransaction.remove(calls.transaction(), calls);
                refusal = new IllegalStateException("the transaction has completed");
            }
            // the transaction may have ended since
            status = registry.getTransactionStatus();
        }
        switch (status) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> {
                if (status == Status.STATUS_NO_TRANSACTION && reactive.isActive()) {
                    throw Message.REACTIVE_TRANSACTION.refusal(callback);
                }
                if (transactionRequired) {
                    throw Message.TRANSACTION_REQUIRED.refusal(callback);
                }
                runner.callAtOnce(callback, status);
            }
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK ->
                runner.drop(List.of(callback), status, transaction(registry));
            default -> throw Message.notQueued(callback, status, refusal);
        }
    }

    /**
     * Returns the calls of the transaction, which are registered before anybody can find them: so no lock is needed
     * here that a transaction manager, which holds its own while it completes, could wait for. Of several threads that
     * come first at the same moment, one is found.
     */
    private TransactionCalls register(TransactionSynchronizationRegistry registry) throws Exception {
        Object transaction = registry.getTransactionKey();
        TransactionCalls registered = calls(transaction);
        registered.register(registry);
        TransactionCalls found = callsByTransaction.putIfAbsent(transaction, registered);
        return found == null ? registered : found;
    }

    private TransactionCalls calls(Object transaction) {
        return new TransactionCalls(transaction, services, runner, boundaries::keep, callsByTransaction);
    }

    PendingCalls pending() {
        return new PendingInTransaction(activeTransaction());
    }

    private @Nullable Object activeTransaction() {
        TransactionSynchronizationRegistry registry = services.registry();
        return registry != null && registry.getTransactionStatus() == Status.STATUS_ACTIVE
                ? transaction(registry)
                : null;
    }

    /** What is pending in one transaction, as long as it runs; by hand it is called only where that is current. */
    private final class PendingInTransaction implements PendingCalls {

        private final @Nullable Object transaction;

        PendingInTransaction(@Nullable Object transaction) {
            this.transaction = transaction;
        }

        @Override
        public List<String> names() {
            TransactionCalls calls = calls();
            return calls == null ? List.of() : calls.names();
        }

        @Override
        public void callNow() throws Exception {
            for (Callback<?> next = take(); next != null; next = take()) {
                runner.callNow(next, transaction);
            }
        }

        private @Nullable Callback<?> take() {
            TransactionCalls calls = transaction != null && transaction.equals(activeTransaction()) ? calls() : null;
            return calls == null ? null : calls.take();
        }

        private @Nullable TransactionCalls calls() {
            return transaction == null ? null : callsByTransaction.get(transaction);
        }
    }

    /** Returns the key of the current transaction, or null where there is none or nobody has asked for one yet. */
    @Nullable
    Object transaction() {
        TransactionSynchronizationRegistry registry = services.foundRegistry();
        return registry == null ? null : transaction(registry);
    }

    private static @Nullable Object transaction(TransactionSynchronizationRegistry registry) {
        try {
            return registry.getTransactionKey();
        } catch (RuntimeException | Error undetermined) {
            // out of a boundary it would roll the transaction back
            Message.NO_TRANSACTION_KEY.logThrown(undetermined);
            return null;
        }
    }

    TransactionalBoundaries boundaries() {
        return boundaries;
    }

    /** Returns the session bean that is being called, or null for other beans. */
    @Nullable
    SessionBean sessionBean(@Nullable Object target) {
        return findings == null || target == null ? null : findings.sessionBeans().get(target.getClass());
    }

    BeanManager beanManager() {
        return beanManager;
    }
}
