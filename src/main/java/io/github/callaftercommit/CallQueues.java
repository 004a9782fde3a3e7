// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.Map;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/** Decides by the status of the current transaction what becomes of a call: made at once, queued, dropped or refused. There is one for the application. */
@ApplicationScoped
class CallQueues {

    /** Identifies the queue among the resources of its transaction. */
    private static final Object KEY = CallQueue.class;

    /** Without the portable extension, on Quarkus, nobody has counted the annotated methods. */
    private static final int UNCOUNTED = -1;

    private BeanManager beanManager;
    private TransactionServices services;
    private Synchronizations synchronizations;
    private Completion completion;
    private Map<Class<?>, SessionBean> sessionBeans = Map.of();
    private int methods = UNCOUNTED;

    /** For the client proxy. */
    @SuppressWarnings("NullAway.Init")
    CallQueues() {
    }

    @Inject
    CallQueues(BeanManager beanManager, Suspension suspension, Instance<CallAfterCommitExtension> extension) {
        this.beanManager = beanManager;
        if (extension.isResolvable()) {
            methods = extension.get().methods();
            sessionBeans = extension.get().sessionBeans();
        }
        services = new TransactionServices(beanManager);
        synchronizations = new Synchronizations(services);
        completion = new Completion(new Demarcation(beanManager, services, suspension), new Failures(beanManager));
    }

    /** Looks for the registry while the application starts: an unmanaged thread might see less of the server later. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        services.registry();
        Messages.started(services, methods);
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        completion.stop();
        Rehearsal.play(queueOf(KEY, false), completion);
    }

    /** @param key ignores the call while one with an equal key is pending, where it is not null */
    void call(Runnable callback, @Nullable Object key, boolean transactionRequired) {
        TransactionSynchronizationRegistry registry = services.registry();
        if (registry == null) {
            throw Messages.noRegistry(callback, services);
        }
        TransactionBoundary innermost = TransactionBoundary.innermost();
        TransactionBoundary boundary = innermost == null ? null : innermost.thatBegan(currentTransaction(registry));
        CallQueue known = boundary == null ? null : boundary.queue();
        if (known != null && known.add(callback, key)) {
            Messages.queued(callback);
        } else {
            callByStatus(registry, boundary, callback, key, transactionRequired);
        }
    }

    private void callByStatus(TransactionSynchronizationRegistry registry, @Nullable TransactionBoundary boundary, Runnable callback, @Nullable Object key, boolean transactionRequired) {
        int status = registry.getTransactionStatus();
        switch (status) {
            case Status.STATUS_ACTIVE, Status.STATUS_PREPARING -> add(registry, boundary, true, callback, key);
            // where the outcome is settled, a call joins the others or has come too late
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_PREPARED, Status.STATUS_COMMITTING -> add(registry, boundary, false, callback, key);
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED -> callAtOnce(callback, transactionRequired, status);
            case Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> completion.drop(callback, status);
            default -> throw Messages.notQueued(callback, status, null);
        }
    }

    /** Returns the queue of the current transaction, or null where nobody has called in it or it cannot commit any more. */
    @Nullable CallQueue pending() {
        TransactionSynchronizationRegistry registry = services.registry();
        return registry == null || registry.getTransactionStatus() != Status.STATUS_ACTIVE ? null : (CallQueue) registry.getResource(KEY);
    }

    /** Returns the key of the current transaction, or null where there is none or it cannot be told. */
    @Nullable Object currentTransaction() {
        TransactionSynchronizationRegistry registry = services.foundRegistry();
        return registry == null ? null : currentTransaction(registry);
    }

    private static @Nullable Object currentTransaction(TransactionSynchronizationRegistry registry) {
        try {
            return registry.getTransactionKey();
        } catch (RuntimeException | Error undetermined) {
            // out of a boundary it would roll the transaction back
            Messages.noTransactionKey(undetermined);
            return null;
        }
    }

    /** Returns the session bean that is being called, or null for other beans. */
    @Nullable SessionBean sessionBean(@Nullable Object target) {
        return target == null ? null : sessionBeans.get(target.getClass());
    }

    BeanManager beanManager() {
        return beanManager;
    }

    /** Returns a new queue that is registered nowhere yet. */
    CallQueue queueOf(Object transaction, boolean atBoundary) {
        return new CallQueue(synchronizations, completion, transaction, atBoundary);
    }

    private void add(TransactionSynchronizationRegistry registry, @Nullable TransactionBoundary boundary, boolean mayRegister, Runnable callback, @Nullable Object key) {
        CallQueue queue;
        try {
            queue = (CallQueue) registry.getResource(KEY);
            if (queue == null && mayRegister) {
                queue = boundary == null ? queueOf(registry.getTransactionKey(), false) : queueOf(boundary.transaction(), true);
                queue.register(registry);
                registry.putResource(KEY, queue);
            }
            if (queue != null && boundary != null) {
                boundary.keep(queue);
            }
        } catch (RuntimeException refused) {
            refused(registry, callback, refused);
            return;
        }
        if (queue == null) {
            refused(registry, callback, null);
        } else if (queue.add(callback, key)) {
            Messages.queued(callback);
        } else if (queue.outcome() == Status.STATUS_COMMITTED) {
            completion.callAtOnce(callback, Status.STATUS_COMMITTED);
        } else {
            completion.drop(callback, queue.outcome());
        }
    }

    /** A timeout may have doomed the transaction since its status was read; what else refuses the call is an error. */
    private void refused(TransactionSynchronizationRegistry registry, Runnable callback, @Nullable RuntimeException refusal) {
        int status = registry.getTransactionStatus();
        switch (status) {
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> completion.drop(callback, status);
            default -> throw Messages.notQueued(callback, status, refusal);
        }
    }

    private void callAtOnce(Runnable callback, boolean transactionRequired, int status) {
        if (transactionRequired) {
            throw Messages.transactionRequired(callback);
        }
        completion.callAtOnce(callback, status);
    }

    /** Passes itself on from behind its client proxy; where a method returns its bean, Weld returns the proxy instead. */
    void passTo(Consumer<CallQueues> receiver) {
        receiver.accept(this);
    }
}
