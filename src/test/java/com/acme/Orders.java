// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.AfterCommitFailure;
import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.transaction.Transactional;

/** What can be done with the service. */
@ApplicationScoped
public class Orders {

    private final List<String> log = new ArrayList<>();

    @Inject
    Event<OrderPlaced> placed;

    // tag::service
    @Inject
    AfterCommitService afterCommit;

    @Transactional
    public void place(long orderId, Message confirmation, Path draft) throws MessagingException, IOException {
        afterCommit.call(Transport::send, confirmation); // a method and its argument, or two
        afterCommit.call(() -> Files.delete(draft)); // a lambda; what is called may throw
        afterCommit.call(placed::fire, new OrderPlaced(orderId)); // an event, which its observers hear after the commit
        afterCommit.callOnce("stock", this::reorder); // once a transaction, however often it is asked for
        afterCommit.callOnce("reindex", orderId, this::reindex); // once, with a list of every id given under the key
        afterCommit.requireTransaction().call(this::capture, orderId); // IllegalStateException without a transaction
    }
    // end::service

    @Transactional
    public void remind(Message reminder, Address[] customers) throws MessagingException {
        afterCommit.call(Transport::send, reminder, customers);
    }

    void reorder() {
        log.add("reordered");
    }

    void reindex(List<Long> orderIds) {
        log.add("reindexed " + orderIds);
    }

    void capture(long orderId) {
        log.add("captured " + orderId);
    }

    void onPlaced(@Observes OrderPlaced event) {
        log.add("placed " + event.orderId());
    }

    void onFailure(@Observes AfterCommitFailure failure) {
        log.add(failure.call() + " has failed: " + failure.cause().getMessage()); // alert somebody
    }

    List<String> log() {
        return log;
    }

    /** The event of an order. */
    record OrderPlaced(long orderId) {}
}
