// SPDX-License-Identifier: Apache-2.0
package com.acme;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Every business method of the class waits for the commit. */
@CallAfterCommit
@RequestScoped
class Newsletter {

    @Inject
    Journal journal;

    public void subscribe(String reader) {
        journal.noteCall("newsletter for " + reader);
    }
}
