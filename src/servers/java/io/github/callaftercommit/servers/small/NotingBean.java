// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.small;

import java.util.List;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;

/** The annotated one. */
@ApplicationScoped
public class NotingBean {

    @CallAfterCommit
    public void note(List<String> steps, String step) {
        steps.add(step);
    }
}
