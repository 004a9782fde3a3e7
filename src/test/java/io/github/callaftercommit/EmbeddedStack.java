// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A CDI container with the library, real transactions and a real database, started for each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final EmbeddedStack stack = EmbeddedStack.of(Mailer.class).pool(1).xa();
 * }</pre>
 *
 * <p>The library and Narayana are found by discovery, as in production; only the beans of the test are named. A test
 * that starts it itself closes it itself.
 */
final class EmbeddedStack implements BeforeEachCallback, AfterEachCallback, AutoCloseable {

    static {
        // out of the working directory, and no port is opened
        for (String store : new String[]{null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir("target/object-store");
        }
        arjPropertyManager.getCoordinatorEnvironmentBean().setTransactionStatusManagerEnable(false);
    }

    private final List<Class<?>> beanClasses;
    private final List<Extension> extensions = new ArrayList<>();
    private final Logs logs = new Logs();
    private int connections = 5;
    private boolean xa;
    private boolean postgres;
    private Database database;
    private SeContainer container;

    private EmbeddedStack(Class<?>... beanClasses) {
        this.beanClasses = new ArrayList<>(List.of(beanClasses));
        this.beanClasses.add(Transactions.class);
    }

    static EmbeddedStack of(Class<?>... beanClasses) {
        return new EmbeddedStack(beanClasses);
    }

    EmbeddedStack pool(int connections) {
        this.connections = connections;
        return this;
    }

    EmbeddedStack xa() {
        return xa(true);
    }

    EmbeddedStack xa(boolean xa) {
        this.xa = xa;
        return this;
    }

    /** PostgreSQL in place of H2. */
    EmbeddedStack postgres() {
        postgres = true;
        return this;
    }

    EmbeddedStack with(Extension extension) {
        extensions.add(extension);
        return this;
    }

    EmbeddedStack start() throws Exception {
        logs.capture();
        try {
            database = postgres ? Database.postgres(xa, connections) : Database.h2(xa, connections);
            extensions.add(new StackBeans(database));
            SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                    .setClassLoader(EmbeddedStack.class.getClassLoader())
                    .addBeanClasses(beanClasses.toArray(Class<?>[]::new))
                    .addExtensions(extensions.toArray(Extension[]::new));
            container = OpenWebBeans.isUsedBy(initializer) ? OpenWebBeans.start(initializer) : initializer.initialize();
        } catch (Throwable failure) {
            close();
            throw Internals.unchecked(failure);
        }
        return this;
    }

    @Override
    public void close() throws SystemException {
        try {
            // no test may pass its transaction on to the next
            if (manager().getStatus() != Status.STATUS_NO_TRANSACTION) {
                manager().suspend();
                throw new AssertionError("a transaction was left on the thread");
            }
        } finally {
            if (container != null && container.isRunning()) {
                container.close();
            }
            if (database != null) {
                database.close();
            }
            logs.release();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        close();
    }

    <T> T get(Class<T> bean) {
        return container.select(bean).get();
    }

    SeContainer container() {
        return container;
    }

    AfterCommitService afterCommit() {
        return get(AfterCommitService.class);
    }

    Transactions transactions() {
        return get(Transactions.class);
    }

    Journal journal() {
        return get(Journal.class);
    }

    Logs logs() {
        return logs;
    }

    Database database() {
        return database;
    }

    TransactionManager manager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /** Runs the work on a new thread and waits for it; what it throws is thrown here. */
    void onAnotherThread(Work work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread thread = new Thread(task, "another-thread");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw Internals.unchecked(failure.getCause());
        }
    }
}
