// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.jms.Queue;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;

/** A message broker in this process, with its journal on disk: what a server would offer as its JMS resources. */
@ApplicationScoped
class Broker {

    private static final String QUEUE = "orders";

    private EmbeddedActiveMQ server;
    private ActiveMQXAConnectionFactory connections;

    @PostConstruct
    void start() throws Exception {
        String directory = Node.directory() + "/broker";
        Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO).setJournalDirectory(directory + "/journal")
                .setBindingsDirectory(directory + "/bindings").setPagingDirectory(directory + "/paging")
                .setLargeMessagesDirectory(directory + "/large-messages").setSecurityEnabled(false)
                .setJMXManagementEnabled(false).addAcceptorConfiguration("in-vm", "vm://0")
                .addQueueConfiguration(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST));
        server = new EmbeddedActiveMQ().setConfiguration(configuration).start();
        connections = new ActiveMQXAConnectionFactory("vm://0");
    }

    ActiveMQXAConnectionFactory connections() {
        return connections;
    }

    @Produces
    @Singleton
    Queue queue() {
        return new ActiveMQQueue(QUEUE);
    }

    @PreDestroy
    void stop() throws Exception {
        connections.close();
        server.stop();
    }
}
