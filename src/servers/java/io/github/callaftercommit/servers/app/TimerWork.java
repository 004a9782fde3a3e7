// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Work in the transaction of an EJB timer. */
@Stateless
public class TimerWork {

    @Resource
    TimerService timers;

    @Resource
    TransactionSynchronizationRegistry registry;

    public void start(String key) {
        timers.createSingleActionTimer(0, new TimerConfig(key, false));
    }

    @Timeout
    void expire(Timer timer) {
        try {
            LaterWork.run((String) timer.getInfo(), registry);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
