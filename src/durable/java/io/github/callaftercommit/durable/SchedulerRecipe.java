// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A row in the table of a scheduler, written in the transaction of the rows that it speaks of; any node may pick it up.
 */
@ApplicationScoped
public class SchedulerRecipe implements Recipe {

    static final String TABLE = """
            create table scheduled_tasks(task_name text, task_instance text, task_data bytea, execution_time
                    timestamptz not null, picked boolean not null, picked_by text,
                last_success timestamptz, last_failure timestamptz, consecutive_failures int, last_heartbeat
                        timestamptz, version bigint not null, priority smallint,
                primary key (task_name, task_instance))""";

    @Inject
    Orders orders;

    @Inject
    AgroalDataSource pool;

    private OneTimeTask<Void> shipping;
    private SchedulerClient scheduler;

    @PostConstruct
    void prepare() {
        shipping = Tasks.oneTime("ship").execute((instance, context) -> orders.ship(Long.parseLong(instance.getId())));
        scheduler = SchedulerClient.Builder.create(pool, shipping).build();
    }

    // tag::place
    @Override
    @Transactional
    public void place(long orderId) {
        orders.insert(orderId);
        // a row, through the same pool
        scheduler.scheduleIfNotExists(shipping.instance(String.valueOf(orderId)), Instant.now());
    }
    // end::place

    @Override
    public void work() throws InterruptedException {
        scheduler(Duration.ofSeconds(1)).start();
        new CountDownLatch(1).await();
    }

    // tag::work
    Scheduler scheduler(Duration pollingInterval) {
        // the scheduler commits by itself: not through the pool of the transactions
        PGSimpleDataSource polling = new PGSimpleDataSource();
        polling.setUrl(Node.url());
        return Scheduler.create(polling, shipping).threads(2).pollingInterval(pollingInterval)
                // what a node had begun when it died, another one begins again after four of these
                .heartbeatInterval(Duration.ofSeconds(1)).missedHeartbeatsLimit(4).build();
    }
    // end::work
}
