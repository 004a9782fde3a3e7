// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.callaftercommit.AfterCommitFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The failures that the library has reported since the last question. */
@ApplicationScoped
public class Failures {

    private final List<AfterCommitFailure> reported = new CopyOnWriteArrayList<>();

    void on(@Observes AfterCommitFailure failure) {
        reported.add(failure);
    }

    public List<AfterCommitFailure> take() {
        List<AfterCommitFailure> taken = List.copyOf(reported);
        reported.removeAll(taken);
        return taken;
    }
}
