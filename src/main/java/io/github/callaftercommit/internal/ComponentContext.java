// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.util.concurrent.Executor;

import javax.naming.InitialContext;

import jakarta.enterprise.concurrent.ContextService;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the component of the committing thread for the calls on Open Liberty, which takes it away from message-driven
 * beans, timers and asynchronous EJB methods between the interposed synchronizations and the last plain one: without it
 * nothing in {@code java:comp} can be looked up, and what a call starts has no component either.
 */
final class ComponentContext {

    private static final String NAME = "java:comp/DefaultContextService";

    /** Unmanaged threads see none; where there is none, looking for it costs more than a call. */
    private static final int LOOKUPS = 100;

    private volatile @Nullable Object service;
    private int lookups;

    /** @param service a transaction, or the transaction manager */
    static boolean isNeeded(@Nullable Object service) {
        return service != null && service.getClass().getName().startsWith("com.ibm.");
    }

    /**
     * Returns the component of this thread, or null where the server does not tell it. It comes with the caller of the
     * moment: so the right moment is the completion, because whoever called may have logged out since.
     */
    @Nullable
    Executor current() {
        try {
            if (service == null && lookups++ < LOOKUPS) {
                service = new InitialContext().lookup(NAME);
            }
            return service instanceof ContextService found ? found.currentContextExecutor() : null;
        } catch (Exception | LinkageError refused) {
            Message.NOT_FOUND.log("Executor", NAME, refused);
            return null;
        }
    }

    /** Runs the work in the component, or without it where the server refuses; it must be work that is done once. */
    static void run(@Nullable Executor component, Runnable work) {
        try {
            if (component != null) {
                component.execute(work);
            }
        } catch (RuntimeException refused) {
            Message.NOT_RESUMED.log(refused);
        } finally {
            work.run();
        }
    }
}
