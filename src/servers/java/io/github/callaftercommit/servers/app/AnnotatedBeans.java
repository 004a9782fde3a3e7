// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** One annotated method of each kind of bean. */
@ApplicationScoped
class AnnotatedBeans {

    @Inject
    AnnotatedBean bean;

    @Inject
    AnnotatedStateless stateless;

    @Inject
    AnnotatedSingleton singleton;

    @Inject
    AnnotatedLocal local;

    @Inject
    AnnotatedStateful stateful;

    @Inject
    AnnotatedClass onClass;

    void noteAll(Facts facts) {
        bean.note(facts, "CDI bean");
        stateless.note(facts, "stateless");
        singleton.note(facts, "singleton");
        local.note(facts, "local view");
        stateful.note(facts, "stateful");
    }

    void noteAllWithoutArguments() {
        bean.noteWithoutArguments();
        stateless.noteWithoutArguments();
        singleton.noteWithoutArguments();
        local.noteWithoutArguments();
        stateful.noteWithoutArguments();
        onClass.noteWithoutArguments();
    }
}
