// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.util.concurrent.CountDownLatch;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A plain call after the commit, for comparison: it is kept in memory, and dies with its process. */
@ApplicationScoped
public class MemoryRecipe implements Recipe {

    @Inject
    Orders orders;

    @Inject
    AfterCommitService afterCommit;

    @Override
    @Transactional
    public void place(long orderId) {
        orders.insert(orderId);
        afterCommit.call(orders::ship, orderId);
    }

    @Override
    public void work() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
