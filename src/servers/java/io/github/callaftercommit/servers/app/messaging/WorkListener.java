// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.messaging;

import io.github.callaftercommit.servers.app.LaterWork;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Work in the transaction of a message-driven bean. */
@MessageDriven(activationConfig = {
        @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = QueueSender.QUEUE),
        @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue")})
public class WorkListener implements MessageListener {

    @Resource
    TransactionSynchronizationRegistry registry;

    @Override
    public void onMessage(Message message) {
        try {
            LaterWork.run(message.getBody(String.class), registry);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
