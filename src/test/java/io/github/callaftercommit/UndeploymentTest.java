// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server undeploys the application and closes its class loader while a thread of it is in a transaction. */
class UndeploymentTest {

    /** Refuses to load anything once it is closed, what the JDK has included, as that of Tomcat does. */
    private static final class ApplicationLoader extends ClassLoader {

        private final Queue<String> refused = new ConcurrentLinkedQueue<>();
        private volatile boolean closed;

        ApplicationLoader() {
            super(UndeploymentTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (closed) {
                refused.add(name);
                throw new IllegalStateException("the class loader is closed: " + name);
            }
            if (!name.startsWith(UndeploymentTest.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** Nobody needs it before the class loader is closed. */
    public static final class NeededLate {}

    /** What the class loader of the application loads; it and the test share only what the JDK has. */
    public static final class Application implements Runnable, AutoCloseable {

        private final EmbeddedStack stack = EmbeddedStack.of(Annotated.class);

        public Application() throws Exception {
            stack.start();
        }

        /** Calls in the current transaction, then stops. */
        @Override
        public void run() {
            stack.afterCommit().call(stack.journal().noting("service"));
            stack.get(Annotated.class).note(stack.journal());
            stack.container().close();
        }

        @Override
        public void close() throws SystemException {
            stack.close();
        }
    }

    /** Its method has parameters, which are a part of its name. */
    @ApplicationScoped
    public static class Annotated {

        @CallAfterCommit
        public void note(Journal journal) {
            journal.note("annotation");
        }
    }

    private final Logs logs = new Logs();
    private final ApplicationLoader loader = new ApplicationLoader();
    private final TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private Object application;

    @BeforeEach
    void deploy() throws Exception {
        logs.capture();
        application = loader.loadClass(Application.class.getName()).getConstructor().newInstance();
        // what is logged at DEBUG only would make use of classes that nobody has used in production
        Logger.getLogger("io.github.callaftercommit").setLevel(Level.INFO);
    }

    @AfterEach
    void clear() throws Exception {
        loader.closed = false;
        ((AutoCloseable) application).close();
        logs.release();
    }

    @Test
    void theTransactionCommitsAndItsCallsAreLostWithAWarning() throws Exception {
        undeployInTransaction();

        manager.commit();
        assertThat(logs.records("CAC-007")).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getMessage()).contains("2 calls were lost", "has committed",
                    ": lambda in Journal.noting, Annotated.note(Journal)");
        });
        assertThat(logs.alarms()).hasSize(1);
        assertThat(loader.refused).as("classes that would have been needed").isEmpty();
    }

    @Test
    void aTransactionThatRollsBackDropsItsCallsQuietly() throws Exception {
        undeployInTransaction();

        manager.rollback();
        assertThat(logs.alarms()).isEmpty();
        assertThat(loader.refused).as("classes that would have been needed").isEmpty();
    }

    @Test
    void aClassThatWouldHaveBeenNeededIsNoticed() {
        loader.closed = true;

        assertThatIllegalStateException().isThrownBy(() -> Class.forName(NeededLate.class.getName(), false, loader));
        assertThat(loader.refused).containsExactly(NeededLate.class.getName());
    }

    private void undeployInTransaction() throws Exception {
        manager.begin();
        ((Runnable) application).run();
        loader.closed = true;
    }
}
