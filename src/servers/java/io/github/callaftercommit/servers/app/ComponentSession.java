// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ejb.Stateless;

/** Runs work as a session bean, whose component every container gives it. */
@Stateless
public class ComponentSession {

    @CallAfterCommit
    public void run(Runnable work) {
        work.run();
    }
}
