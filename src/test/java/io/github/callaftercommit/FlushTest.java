// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PostPersist;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;
import org.hibernate.engine.transaction.jta.platform.internal.JtaSynchronizationStrategy;
import org.hibernate.engine.transaction.jta.platform.internal.SynchronizationRegistryBasedSynchronizationStrategy;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostCommitInsertEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * JPA flushes while the transaction already completes; what an entity listener calls there is called after the commit
 * as anything else.
 */
class FlushTest {

    @Entity(name = "customer")
    @EntityListeners(Listener.class)
    public static class Customer {

        @Id
        String name;
    }

    public static class Listener {

        @PostPersist
        public void persisted(Customer customer) {
            CDI<Object> cdi = CDI.current();
            Database database = cdi.select(Database.class).get();
            Journal journal = cdi.select(Journal.class).get();
            journal.note("flushed");
            cdi.select(AfterCommitService.class).get()
                    .call(() -> journal.note("called, customers: " + customers(database)));
        }
    }

    @SuppressWarnings("serial") // it never leaves the test
    private static final class Narayana extends AbstractJtaPlatform {

        private final TransactionSynchronizationRegistry registry = new TransactionSynchronizationRegistryImple();

        @Override
        protected TransactionManager locateTransactionManager() {
            return com.arjuna.ats.jta.TransactionManager.transactionManager();
        }

        @Override
        protected UserTransaction locateUserTransaction() {
            return com.arjuna.ats.jta.UserTransaction.userTransaction();
        }

        /** Interposed, as on an application server. */
        @Override
        protected JtaSynchronizationStrategy getSynchronizationStrategy() {
            return new SynchronizationRegistryBasedSynchronizationStrategy(() -> registry);
        }
    }

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of().pool(1);

    private SessionFactory factory;

    @BeforeEach
    void startHibernate() {
        Configuration configuration = new Configuration().addAnnotatedClass(Customer.class);
        configuration.getProperties()
                .putAll(Map.of("hibernate.transaction.jta.platform", new Narayana(),
                        "hibernate.transaction.coordinator_class", "jta", "jakarta.persistence.jtaDataSource",
                        stack.database().pool(), "hibernate.hbm2ddl.auto", "create"));
        factory = configuration.buildSessionFactory();
    }

    @AfterEach
    void stopHibernate() {
        factory.close();
    }

    private static long customers(Database database) {
        return database.count("customer");
    }

    private void persist(String name) {
        EntityManagerFactory entityManagers = factory;
        EntityManager entityManager = entityManagers.createEntityManager();
        entityManager.joinTransaction();
        Customer customer = new Customer();
        customer.name = name;
        entityManager.persist(customer);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstCallOfATransactionMayComeFromTheFlushOfItsCommit(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            persist("Ada");
            stack.journal().note("body returns");
        });

        assertThat(stack.journal().noted()).containsExactly("body returns", "flushed", "called, customers: 1");
        assertThat(stack.logs().alarms()).isEmpty();
        assertThat(stack.database().connectionsInUse()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void callsOfTheFlushComeAfterThoseOfTheBody(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            persist("Ada");
            persist("Grace");
            stack.afterCommit().call(stack.journal().noting("of the body"));
        });

        assertThat(stack.journal().noted()).containsExactly("flushed", "flushed", "of the body", "called, customers: 2",
                "called, customers: 2");
    }

    @ParameterizedTest
    @EnumSource
    void aFlushThatFailsDropsThem(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> persist("Ada"));
        assertThatThrownBy(() -> demarcated.run(stack.transactions(), () -> {
            persist("Grace");
            persist("Ada");
        })).isNotNull();

        assertThat(stack.journal().noted()).containsOnlyOnce("called, customers: 1")
                .noneMatch(what -> what.contains("customers: 2"));
        assertThat(customers(stack.database())).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackMayPersistThroughTheOneConnection(Demarcated demarcated) throws Exception {
        demarcated.run(stack.transactions(), () -> {
            persist("Ada");
            stack.afterCommit().call(() -> {
                try {
                    demarcated.run(stack.transactions(), () -> persist("Grace"));
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            });
        });

        assertThat(customers(stack.database())).isEqualTo(2);
        assertThat(stack.logs().alarms()).isEmpty();
    }

    /** A listener of Hibernate's, while the transaction completes and its connection is not yet given back. */
    @ParameterizedTest
    @EnumSource
    void aCallOfAListenerBehindTheCommitOvertakesNoneAndMayWrite(Demarcated demarcated) throws Exception {
        listenBehindTheCommit(() -> stack.afterCommit().call(() -> {
            stack.database().save("written");
            stack.journal().note("of the listener");
        }));
        demarcated.run(stack.transactions(), () -> {
            persist("Ada");
            stack.afterCommit().call(stack.journal().noting("of the body"));
        });

        assertThat(stack.journal().noted().stream().filter(what -> what.startsWith("of")))
                .containsExactly("of the body", "of the listener");
        assertThat(stack.database().notes()).containsExactly("written");
        assertThat(stack.logs().alarms()).isEmpty();
    }

    private void listenBehindTheCommit(Runnable listener) {
        factory.unwrap(SessionFactoryImplementor.class).getServiceRegistry().requireService(EventListenerRegistry.class)
                .appendListeners(EventType.POST_COMMIT_INSERT, new PostCommitListener(listener));
    }

    @SuppressWarnings("serial") // it never leaves the test
    private record PostCommitListener(Runnable listener) implements PostCommitInsertEventListener {

        @Override
        public void onPostInsert(PostInsertEvent event) {
            listener.run();
        }

        @Override
        public void onPostInsertCommitFailed(PostInsertEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public boolean requiresPostCommitHandling(EntityPersister persister) {
            return true;
        }
    }
}
