// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.messaging;

import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.servers.app.MessageSender;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.Queue;

/** Sends to the queue of the {@link WorkListener}. */
@ApplicationScoped
@JMSDestinationDefinition(name = QueueSender.QUEUE, interfaceName = "jakarta.jms.Queue", destinationName = "itWork")
class QueueSender implements MessageSender {

    static final String QUEUE = "java:app/jms/itWork";

    @Inject
    JMSContext context;

    @Resource(lookup = QUEUE)
    Queue queue;

    @Override
    public void send(String text) {
        context.createProducer().send(queue, text);
    }

    @Override
    @CallAfterCommit
    public void sendAfterCommit(String text) {
        send(text);
    }
}
