// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes callbacks after the commit. It is public because Weld takes other calls inside of callbacks for self-calls. */
@ApplicationScoped
public class MakingBean {

    @CallAfterCommit
    public void make(Runnable callback) {
        callback.run();
    }
}
