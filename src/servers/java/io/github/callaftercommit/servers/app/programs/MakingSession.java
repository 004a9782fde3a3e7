// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.programs;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ejb.Stateless;

/** Makes callbacks after the commit, in the transaction of an EJB. */
@Stateless
public class MakingSession {

    @CallAfterCommit
    public void make(Runnable callback) {
        callback.run();
    }
}
