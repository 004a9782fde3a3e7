// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.bad;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** Five annotations that cannot work. */
@ApplicationScoped
public class MisplacedBean {

    @CallAfterCommit
    public String returnsSomething() {
        return "nobody takes it";
    }

    @CallAfterCommit
    public static void isStatic() {
        // nobody intercepts it
    }

    @CallAfterCommit
    private void isPrivate() {
        // nobody intercepts it
    }

    @CallAfterCommit
    void observes(@Observes String event, Auditor auditor) {
        isPrivate();
    }

    @Dependent
    static class Auditor {}

    @PostConstruct
    @CallAfterCommit
    void isLifecycle() {
        // the container calls it
    }
}
