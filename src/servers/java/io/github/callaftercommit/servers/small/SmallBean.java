// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.small;

import java.util.List;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** Transactions without any resource. */
@ApplicationScoped
public class SmallBean {

    @Inject
    AfterCommitService afterCommit;

    @Inject
    NotingBean noting;

    @Transactional
    public void commit(List<String> steps) {
        afterCommit.call(() -> steps.add("service"));
        noting.note(steps, "annotation");
        steps.add("body");
    }

    @Transactional
    public void rollback(List<String> steps) {
        afterCommit.call(() -> steps.add("never"));
        noting.note(steps, "never");
        throw new IllegalStateException("on purpose");
    }

    public void note(List<String> steps, String step) {
        noting.note(steps, step);
    }
}
