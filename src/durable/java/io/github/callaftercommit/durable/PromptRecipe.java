// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.time.Duration;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.github.callaftercommit.AfterCommitService;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * The row of a scheduler, and a call after the commit beside it: the node that has committed looks at once, and if it
 * dies before, another one finds the row.
 */
@ApplicationScoped
public class PromptRecipe implements Recipe {

    static final Duration POLLING = Duration.ofSeconds(10);

    @Inject
    SchedulerRecipe rows;

    @Inject
    AfterCommitService afterCommit;

    private Scheduler scheduler;

    @PostConstruct
    void prepare() {
        scheduler = rows.scheduler(POLLING);
    }

    void start() {
        scheduler.start();
    }

    // tag::place
    @Override
    @Transactional
    public void place(long orderId) {
        rows.place(orderId);
        afterCommit.call(scheduler::triggerCheckForDueExecutions); // the row is visible by then
    }
    // end::place

    @Override
    public void work() throws InterruptedException {
        rows.work();
    }
}
