// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.io.Serializable;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.XAJMSContext;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionScoped;

/** One session for each transaction, and part of it; on a server it is simply {@code @Inject JMSContext}. */
@TransactionScoped
@SuppressWarnings("serial") // a transaction is never passivated
class JmsSession implements Serializable {

    @Inject
    Broker broker;

    @Inject
    TransactionManager manager;

    private transient XAJMSContext context;

    @PostConstruct
    void enlist() {
        context = broker.connections().createXAContext();
        try {
            manager.getTransaction().enlistResource(context.getXAResource());
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
    }

    JMSContext context() {
        return context;
    }

    @PreDestroy
    void close() {
        context.close();
    }
}
