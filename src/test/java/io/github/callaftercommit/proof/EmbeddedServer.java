// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.coordinator.BasicAction;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;

/** Weld and Narayana without a database and without a log on disk: fast enough for thousands of programs. */
final class EmbeddedServer implements AutoCloseable {

    /** Kept here, because the log manager forgets loggers that nobody holds. */
    private static final Logger LIBRARY = Logger.getLogger("io.github.callaftercommit");

    private static final Logger NARAYANA = Logger.getLogger("com.arjuna");

    static {
        for (String store : new String[]{null, "communicationStore", "stateStore"}) {
            ObjectStoreEnvironmentBean bean = BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store);
            bean.setObjectStoreDir("target/object-store");
            bean.setObjectStoreType(VolatileStore.class.getName());
        }
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setTransactionStatusManagerEnable(false);
        NARAYANA.setLevel(Level.OFF);
        LIBRARY.addHandler(new Handler() {

            @Override
            public void publish(LogRecord message) {
                if (!message.getMessage().startsWith("CAC-016")) {
                    log.accept(message);
                }
            }

            @Override
            public void flush() {
                // nothing is buffered
            }

            @Override
            public void close() {
                // nothing is open
            }
        });
    }

    /** Passes on what the library reports. */
    @ApplicationScoped
    public static class Reports {

        private volatile Consumer<AfterCommitFailure> failures = failure -> {};

        void failed(@Observes AfterCommitFailure failure) {
            failures.accept(failure);
        }

        void sendTo(Consumer<AfterCommitFailure> receiver) {
            failures = receiver;
        }

        @Produces
        UserTransaction userTransaction() {
            return com.arjuna.ats.jta.UserTransaction.userTransaction();
        }
    }

    final SeContainer container;
    final AfterCommitService afterCommit;
    final TransactionManager manager;
    final TransactionSynchronizationRegistry registry;
    private static volatile Consumer<LogRecord> log = message -> {};

    EmbeddedServer(Class<?>... beans) {
        // other tests in this JVM set them back
        LIBRARY.setUseParentHandlers(false);
        LIBRARY.setLevel(Level.FINE);
        List<Class<?>> all = new ArrayList<>(List.of(beans));
        all.add(Reports.class);
        all.add(com.acme.beside.Outside.class);
        all.add(com.acme.beside.Inside.class);
        all.add(org.acme.beside.Outside.class);
        all.add(org.acme.beside.Inside.class);
        container = SeContainerInitializer.newInstance().addBeanClasses(all.toArray(Class<?>[]::new)).initialize();
        afterCommit = container.select(AfterCommitService.class).get();
        manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        registry = container.select(TransactionSynchronizationRegistry.class).get();
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    static void sendLogTo(Consumer<LogRecord> receiver) {
        log = receiver;
    }

    boolean isRequestActive() {
        try {
            return container.getBeanManager().getContext(RequestScoped.class).isActive();
        } catch (ContextNotActiveException inactive) {
            return false;
        }
    }

    int status() {
        try {
            return manager.getStatus();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Lets the current transaction time out, without waiting for its time: cancels it as Narayana's reaper does, on
     * another thread.
     */
    void timeOut() {
        BasicAction current = BasicAction.Current();
        onAnotherThread(() -> ((com.arjuna.ats.arjuna.coordinator.Reapable) current).cancel());
    }

    static void onAnotherThread(Callable<?> work) {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                work.call();
            } catch (Throwable failure) {
                thrown[0] = failure;
            }
        }, "another thread");
        thread.start();
        try {
            thread.join(30_000);
        } catch (InterruptedException interrupted) {
            throw new AssertionError("Interrupted while another thread worked", interrupted);
        }
        if (thread.isAlive()) {
            throw new AssertionError("The other thread hangs in " + List.of(thread.getStackTrace()));
        }
        if (thrown[0] != null) {
            throw Sneaky.thrown(thrown[0]);
        }
    }

    @Override
    public void close() {
        container.close();
        log = message -> {};
    }
}
