// SPDX-License-Identifier: Apache-2.0
package com.acme;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.callaftercommit.AfterCommitService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Transactions of virtual threads, where Java has them; each says what its calls did. */
@Singleton
@Path("scenario/virtual")
public class VirtualThreadResource {

    private final Map<String, List<String>> did = new ConcurrentHashMap<>();

    @Inject
    AfterCommitService afterCommit;

    @Inject
    Entries entries;

    @GET
    @RunOnVirtualThread
    @Transactional
    public String write(@QueryParam("id") String id) {
        Thread own = Thread.currentThread();
        entries.insertIntoWide(id + "-outer");
        for (String call : List.of("first", "second")) {
            afterCommit.call(() -> {
                entries.insertIntoWide(id + "-" + call);
                note(id, call + (own == Thread.currentThread() ? "" : " on another thread"));
            });
        }
        note(id, own.toString().startsWith("VirtualThread") ? "body on a virtual thread" : "body on " + own);
        return "";
    }

    private void note(String id, String what) {
        did.computeIfAbsent(id, first -> new CopyOnWriteArrayList<>()).add(what);
    }

    /** Each different account, and how many transactions gave it. */
    @GET
    @Path("told")
    public String told() {
        Map<String, Integer> accounts = new ConcurrentHashMap<>();
        did.values().forEach(account -> accounts.merge(String.join(", ", account), 1, Integer::sum));
        did.clear();
        StringBuilder told = new StringBuilder();
        accounts.forEach(
                (account, times) -> told.append("did=").append(times).append(": ").append(account).append('\n'));
        return told.toString();
    }
}
