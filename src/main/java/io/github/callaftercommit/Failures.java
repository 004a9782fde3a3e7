// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import jakarta.enterprise.inject.spi.BeanManager;

/** Reports calls that failed after the commit: there is no caller to throw to. */
final class Failures {

    private final BeanManager beanManager;

    Failures(BeanManager beanManager) {
        this.beanManager = beanManager;
    }

    void report(Runnable callback, Throwable failure) {
        String name = DeferredCall.nameOf(callback);
        Messages.failed(name, failure);
        try {
            beanManager.getEvent().select(AfterCommitFailure.class).fire(new AfterCommitFailure(name, failure));
        } catch (Throwable observerFailure) {
            Messages.observerFailed(name, observerFailure);
        }
    }
}
