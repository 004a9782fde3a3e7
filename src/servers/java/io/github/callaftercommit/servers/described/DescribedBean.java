// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.described;

import java.util.List;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ejb.Stateless;

/** What a descriptor says of it is all that is known of its transactions. */
@Stateless(name = "Described")
public class DescribedBean {

    @CallAfterCommit
    public void send(List<String> steps) {
        steps.add("described");
    }
}
