// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app.bounded;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;

/** Its executor has one thread, and room for one more. */
@ApplicationScoped
public class BoundedBean {

    // tag::bounded
    @CallAfterCommit
    @Asynchronous(executor = "java:jboss/ee/concurrency/executor/bounded")
    public void export(Runnable work) {
        work.run();
    }
    // end::bounded
}
