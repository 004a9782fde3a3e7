// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.transaction.Status;

/**
 * Commits and rolls back where the transaction manager is told to complete synchronizations on threads of a pool, all
 * at the same time: a setting that is read once for a process.
 */
final class AsynchronousCompletion {

    static final String SETTING = "-DCoordinatorEnvironmentBean.asyncAfterSynchronization=true";

    private AsynchronousCompletion() {}

    /** @param arguments the number of rounds; prints on how many threads the calls ran after a commit() by hand */
    public static void main(String... arguments) throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (EmbeddedServer server = new EmbeddedServer(Target.class)) {
            Target target = server.bean(Target.class);
            for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
                ConcurrentLinkedQueue<Integer> made = new ConcurrentLinkedQueue<>();
                target.required(() -> call(server, target, made, ConcurrentHashMap.newKeySet()));
                check(made, List.of(1, 2, 3, 4), "@Transactional", round);
                made.clear();
                server.manager.begin();
                call(server, target, made, threads);
                server.manager.commit();
                check(made, List.of(1, 2, 3, 4), "commit()", round);
                made.clear();
                server.manager.begin();
                call(server, target, made, threads);
                server.manager.rollback();
                check(made, List.of(), "rollback()", round);
            }
        }
        System.out.println("threads: " + threads.size() + ", the committer among them: "
                + threads.contains(Thread.currentThread()));
        System.exit(0);
    }

    private static Object call(EmbeddedServer server, Target target, ConcurrentLinkedQueue<Integer> made,
            Set<Thread> threads) throws Exception {
        server.afterCommit.call(() -> made.add(1));
        target.annotated(() -> made.add(2));
        server.afterCommit.call(made::add, 3);
        target.transactional(() -> {
            threads.add(Thread.currentThread());
            made.add(server.status() == Status.STATUS_ACTIVE ? 4 : -4);
        });
        return null;
    }

    private static void check(ConcurrentLinkedQueue<Integer> made, List<Integer> expected, String how, int round) {
        if (!List.copyOf(made).equals(expected)) {
            System.out.println(
                    how + " of round " + round + " was followed by the calls " + made + " instead of " + expected);
            System.exit(1);
        }
    }
}
