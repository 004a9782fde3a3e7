// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Queue;
import jakarta.transaction.Transactional;

/** A message, sent and received in the transaction of the rows that it speaks of. */
@ApplicationScoped
public class JmsRecipe implements Recipe {

    private static final long WAIT_MILLIS = 1000;

    @Inject
    Orders orders;

    @Inject
    JmsSession session;

    @Inject
    Queue queue;

    @Inject
    JmsRecipe self;

    // tag::place
    @Override
    @Transactional
    public void place(long orderId) {
        orders.insert(orderId);
        session.context().createProducer().send(queue, orderId); // nobody can receive it before the commit
    }
    // end::place

    // tag::ship
    @Transactional
    public void shipNext() {
        Long orderId = session.context().createConsumer(queue).receiveBody(Long.class, WAIT_MILLIS);
        if (orderId != null) {
            orders.ship(orderId); // the message is gone if this commits, and comes back if it does not
        }
    }
    // end::ship

    @Override
    public void work() {
        while (!Thread.currentThread().isInterrupted()) {
            self.shipNext();
        }
    }
}
