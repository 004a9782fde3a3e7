// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.outlive;

import java.util.List;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;

/** It is gone when its turn comes. */
@ApplicationScoped
public class OutlivedBean {

    @CallAfterCommit
    public void note(List<String> called) {
        called.add("annotation");
    }
}
