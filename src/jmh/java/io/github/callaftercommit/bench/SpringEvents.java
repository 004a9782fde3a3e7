// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.ApplicationEventPublisher;
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
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpringEvents extends Sized {

    private AnnotationConfigApplicationContext spring;
    private Business business;

    @Setup
    public void start() {
        spring = new AnnotationConfigApplicationContext(Application.class);
        business = spring.getBean(Business.class);
    }

    @TearDown
    public void stop() {
        spring.close();
    }

    @Benchmark
    public int registerSynchronization() {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                TransactionSynchronizationManager.registerSynchronization(new CallOne(callback));
            }
            callback.isPending();
        });
        return callback.wasCalled(n);
    }

    @Benchmark
    public int transactionalEventListener() {
        ApplicationEventPublisher events = spring;
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                events.publishEvent(new Sent(callback));
            }
            callback.isPending();
        });
        return callback.wasCalled(n);
    }

    record Sent(Callback callback) {
    }

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
