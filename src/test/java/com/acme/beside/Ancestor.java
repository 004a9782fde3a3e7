// SPDX-License-Identifier: Apache-2.0
package com.acme.beside;

import io.github.callaftercommit.CallAfterCommit;
import jakarta.enterprise.event.Observes;

/** What beans of other packages inherit, and may neither override nor intercept where it is package-private. */
public final class Ancestor {

    private Ancestor() {}

    /** With an annotated method. */
    public abstract static class OfMethod {

        @CallAfterCommit
        void send(String text) {}
    }

    /** With an annotated observer. */
    public abstract static class OfObserver {

        @CallAfterCommit
        void observe(@Observes String event) {}
    }

    /** With an observer and a method of an annotated class. */
    public abstract static class OfObserverInClass {

        void observe(@Observes String event) {}
    }

    /** With a method that nothing is asked of. */
    public abstract static class OfPlainMethod {

        int count() {
            return 0;
        }
    }
}
