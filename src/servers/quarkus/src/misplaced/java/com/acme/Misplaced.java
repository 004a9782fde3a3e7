// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.CompletionStage;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.transaction.Transactional;

/** What cannot be called after the commit; a build of the application with this class is refused. */
@ApplicationScoped
class Misplaced {

    @CallAfterCommit
    CompletionStage<String> answer(String question, int[] hints) {
        return null;
    }

    @CallAfterCommit
    static void inClass() {}

    @CallAfterCommit
    final void finished() {}

    @CallAfterCommit
    void observe(@Observes StringBuilder event, Auditor auditor) {}

    @Dependent
    static class Auditor {}

    @Produces
    @CallAfterCommit
    StringBuilder produce() {
        return new StringBuilder();
    }

    @CallAfterCommit
    @Dependent
    static class OnClass {

        long count() {
            return 1;
        }

        private long count(long from) {
            return from + count();
        }

        void mayWait() {
            count(1);
        }
    }

    @Dependent
    static class InheritsFromClass extends OnClass {}

    @Stereotype
    @CallAfterCommit
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Later {}

    @Later
    @Dependent
    static class OnStereotype {

        boolean isLater() {
            return true;
        }
    }

    interface Sender {

        @CallAfterCommit
        void send(String text);
    }

    @Dependent
    static class OnInterface implements Sender {

        @Override
        public void send(String text) {}
    }

    @Dependent
    static class Mandatory {

        @CallAfterCommit
        @Transactional(Transactional.TxType.MANDATORY)
        void charge() {}
    }

    static class Counter<T> {

        @CallAfterCommit
        int count(T what) {
            return 1;
        }
    }

    /** It overrides what could not work, and only tells that it does not wait. */
    @Dependent
    static class StringCounter extends Counter<String> {

        @Override
        int count(String what) {
            return 2;
        }
    }
}
