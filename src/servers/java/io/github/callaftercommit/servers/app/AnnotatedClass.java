// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** A session bean with the annotation on its class. */
@Stateless
@CallAfterCommit
public class AnnotatedClass {

    @Inject
    Journal journal;

    public void noteWithoutArguments() {
        journal.note("class");
    }
}
