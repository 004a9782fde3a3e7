// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.ArrayList;
import java.util.List;

import io.github.callaftercommit.AfterCommitService;
import io.github.callaftercommit.CallAfterCommit;
import io.github.callaftercommit.CallAfterCommit.WithoutTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Calls inside of a reactive transaction and after it; the answer tells what became of each. */
@Path("scenario/reactive")
public class ReactiveResource {

    @ApplicationScoped
    static class Mailer {

        @CallAfterCommit
        void send(List<String> journal) {
            journal.add("called");
        }

        @CallAfterCommit(withoutTransaction = WithoutTransaction.REJECT)
        void sendInTransaction(List<String> journal) {
            journal.add("called");
        }
    }

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Mailer mailer;

    @Inject
    Demarcations demarcations;

    @GET
    public Uni<String> play(@QueryParam("id") String id, @QueryParam("demarcation") Demarcation demarcation,
            @QueryParam("rollback") boolean rollback) {
        List<String> journal = new ArrayList<>();
        return demarcations.run(demarcation, new Entry(id), () -> {
            call(journal);
            if (rollback) {
                throw new IllegalStateException("rolls back");
            }
            journal.add("body returns");
        }).onFailure().invoke(failure -> journal.add(failure.getMessage())).onFailure().recoverWithNull()
                .invoke(() -> call(journal)).map(ended -> "did=" + String.join("\ndid=", journal));
    }

    private void call(List<String> journal) {
        note(journal, () -> afterCommit.call(journal::add, "called"));
        note(journal, () -> afterCommit.requireTransaction().call(journal::add, "called"));
        note(journal, () -> mailer.send(journal));
        note(journal, () -> mailer.sendInTransaction(journal));
    }

    private static void note(List<String> journal, Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException refused) {
            journal.add(refused.getMessage());
        }
    }
}
