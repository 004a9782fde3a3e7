// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What Spring offers over the same transaction manager. */
final class SpringEvents implements AutoCloseable {

    private final Callback callback = new Callback();
    private final AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(Application.class);
    private final Business business = spring.getBean(Business.class);

    void registerSynchronization(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                TransactionSynchronizationManager.registerSynchronization(new CallOne(callback));
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    void transactionalEventListener(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                spring.publishEvent(new Sent(callback));
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    @Override
    public void close() {
        spring.close();
    }

    record Sent(Callback callback) {}

    /** No record: Spring keeps a set of synchronizations, and equal ones would be one. */
    static final class CallOne implements TransactionSynchronization {

        private final Runnable callback;

        CallOne(Runnable callback) {
            this.callback = callback;
        }

        @Override
        public void afterCommit() {
            callback.run();
        }
    }

    static class Business {

        @Transactional
        void inTransaction(Runnable body) {
            body.run();
        }
    }

    static class Listener {

        @TransactionalEventListener
        void on(Sent event) {
            event.callback().run();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Application {

        @Bean
        JtaTransactionManager transactionManager() {
            return new JtaTransactionManager(Narayana.userTransaction(), Narayana.MANAGER);
        }

        @Bean
        Business business() {
            return new Business();
        }

        @Bean
        Listener listener() {
            return new Listener();
        }
    }
}
