// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.bench;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.event.Event;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * What this library asks for a call, under {@code @Transactional}, in a transaction that was begun by hand, and without
 * one.
 */
final class LibraryCalls {

    private final Callback callback = new Callback();
    private final AfterCommitService afterCommit;
    private final Beans.Business business;
    private final Beans.Mailer mailer;
    private final Event<Beans.Sent> events;

    LibraryCalls(Container.WithLibrary container) {
        afterCommit = container.bean(AfterCommitService.class);
        business = container.business;
        mailer = container.bean(Beans.Mailer.class);
        events = container.weld.event().select(Beans.Sent.class);
    }

    void call(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                afterCommit.call(callback);
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    void callWithArgument(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                afterCommit.call(Callback::run, callback);
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    void annotated(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                mailer.send(callback);
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    void observer(int n) {
        business.inTransaction(() -> {
            for (int i = 0; i < n; i++) {
                events.fire(new Beans.Sent(callback));
            }
            callback.isPending();
        });
        callback.wasCalled(n);
    }

    void callByHand(int n) throws Exception {
        Narayana.begin();
        for (int i = 0; i < n; i++) {
            afterCommit.call(callback);
        }
        callback.isPending();
        Narayana.commit();
        callback.wasCalled(n);
    }

    void callWithoutTransaction(int n) {
        for (int i = 0; i < n; i++) {
            callAtOnce();
        }
        callback.wasCalled(n);
    }

    /** Else the compiler would do once for the whole loop what each call does. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private void callAtOnce() {
        afterCommit.call(callback);
    }
}
