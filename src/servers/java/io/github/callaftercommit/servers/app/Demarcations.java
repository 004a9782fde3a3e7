// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;

/** Runs work in a transaction of the wanted kind, and returns when that has ended. */
@ApplicationScoped
public class Demarcations {

    /** The tests give up a little earlier. */
    private static final int WAIT_SECONDS = 90;

    @Inject
    TransactionalWork transactional;

    @Inject
    UserTransaction userTransaction;

    @Inject
    SessionWork session;

    @Inject
    BeanManagedWork beanManaged;

    @Inject
    AsynchronousWork asynchronous;

    @Inject
    TimerWork timer;

    @Resource
    ManagedExecutorService executor;

    @Inject
    @Any
    Instance<MessageSender> messages;

    public void run(Demarcation demarcation, Work work) throws Exception {
        switch (demarcation) {
            case REQUIRED -> transactional.required(work);
            case REQUIRES_NEW -> transactional.requiresNew(work);
            case USER_TRANSACTION -> BeanManagedWork.run(userTransaction, work);
            case EJB -> session.required(work);
            case EJB_REQUIRES_NEW -> session.requiresNew(work);
            case BEAN_MANAGED -> beanManaged.run(work);
            case EXECUTOR -> executor.submit(() -> {
                transactional.required(work);
                return null;
            }).get(WAIT_SECONDS, TimeUnit.SECONDS);
            case EJB_ASYNCHRONOUS -> later(work, asynchronous::start);
            case TIMER -> later(work, timer::start);
            case MESSAGE -> later(work, messages.get()::send);
            case NONE -> work.run();
        }
    }

    private static void later(Work work, Consumer<String> start) throws Exception {
        String key = LaterWork.keep(work);
        start.accept(key);
        LaterWork.awaitEnd(key, WAIT_SECONDS);
    }
}
