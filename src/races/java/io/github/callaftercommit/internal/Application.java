// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.concurrent.atomic.AtomicInteger;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.coordinator.BasicAction;
import com.arjuna.ats.arjuna.coordinator.Reapable;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** An application with the library on Weld and Narayana; the fork of a test ends with it. */
final class Application {

    /** A transaction that two threads work in. */
    static class Shared {

        final Transaction transaction;
        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger made = new AtomicInteger();
        private final Reapable action;

        Shared() {
            try {
                MANAGER.begin();
                action = (Reapable) BasicAction.Current();
                transaction = MANAGER.suspend();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** Calls in the transaction unless it has ended. */
        void call(Object once) {
            work(() -> callHere(once));
        }

        /** Calls in the current transaction; a call that is not refused counts. */
        void callHere(Object once) {
            try {
                ROUTER.call(made::incrementAndGet, once, true);
                asked.incrementAndGet();
            } catch (IllegalStateException refused) {
                // the transaction is completing, or has ended
            }
        }

        void work(Runnable work) {
            try {
                MANAGER.resume(transaction);
            } catch (InvalidTransactionException ended) {
                return;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
            try {
                work.run();
            } finally {
                suspend();
            }
        }

        void commit() {
            work(() -> {
                try {
                    MANAGER.commit();
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            });
        }

        /** What Narayana's reaper does when a transaction is too old. */
        void timeOut() {
            action.cancel();
        }

        /** Narayana keeps a transaction that the reaper has cancelled, until somebody rolls it back. */
        void forget() {
            work(() -> {
                try {
                    MANAGER.rollback();
                } catch (Exception failure) {
                    throw new IllegalStateException(failure);
                }
            });
        }

        private static void suspend() {
            try {
                MANAGER.suspend();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    static {
        for (String store : new String[]{null, "communicationStore", "stateStore"}) {
            ObjectStoreEnvironmentBean bean = BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store);
            bean.setObjectStoreDir("object-store");
            bean.setObjectStoreType(VolatileStore.class.getName());
        }
        CoordinatorEnvironmentBean coordinator = BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class);
        coordinator.setTransactionStatusManagerEnable(false);
        coordinator.setDefaultTimeout(0);
    }

    @SuppressWarnings("resource")
    static final SeContainer CONTAINER = SeContainerInitializer.newInstance().addBeanClasses(Application.class)
            .initialize();

    static final TransactionManager MANAGER = com.arjuna.ats.jta.TransactionManager.transactionManager();
    static final TransactionSynchronizationRegistry REGISTRY = CONTAINER
            .select(TransactionSynchronizationRegistry.class).get();
    static final CallRouter ROUTER = CONTAINER.select(CallRouter.class).get();

    private Application() {}
}
