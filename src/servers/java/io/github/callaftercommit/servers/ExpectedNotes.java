// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.callaftercommit.servers.app.common.Step;
import io.github.callaftercommit.servers.app.common.Step.Block;
import io.github.callaftercommit.servers.app.common.Step.By;
import io.github.callaftercommit.servers.app.common.Step.Call;
import io.github.callaftercommit.servers.app.common.Step.End;
import io.github.callaftercommit.servers.app.common.Step.Fail;
import io.github.callaftercommit.servers.app.common.Step.Kind;
import io.github.callaftercommit.servers.app.common.Step.Write;

/** What a random program has to note, and the rows that it has to leave: a model in a few lines. */
final class ExpectedNotes {

    /** A transaction, with its rows and its calls. */
    private static final class Transaction {

        private final List<Integer> rows = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();
    }

    private static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        private final int number;

        Failure(int number) {
            this.number = number;
        }
    }

    final List<String> notes = new ArrayList<>();
    final Set<String> rows = new TreeSet<>();
    private final String id;
    private final boolean calls;

    private ExpectedNotes(String id, boolean calls) {
        this.id = id;
        this.calls = calls;
    }

    static ExpectedNotes of(List<Step> program, String id, boolean calls) {
        ExpectedNotes expected = new ExpectedNotes(id, calls);
        for (Step block : program) {
            expected.run((Block) block, null);
            expected.notes.add("sees " + expected.rows.size());
        }
        return expected;
    }

    private void run(Block block, Transaction around) {
        boolean joins = around != null && block.by().joins();
        Transaction own = joins ? around : block.by() == By.NONE ? null : new Transaction();
        boolean thrown = block.end() == End.CHECKED || block.end() == End.UNCHECKED;
        try {
            make(block.steps(), own);
            notes.add("body of " + block.number());
        } catch (Failure atOnce) {
            thrown = true;
        }
        if (own != null && !joins && (block.end() == End.COMMIT || block.end() == End.CHECKED)) {
            commit(own);
        }
        if (thrown) {
            notes.add("out of " + block.number());
        }
    }

    private void make(List<Step> steps, Transaction current) throws Failure {
        for (Step step : steps) {
            if (step instanceof Write write) {
                if (current != null) {
                    current.rows.add(write.number());
                } else {
                    rows.add(id + "-" + write.number());
                }
            } else if (step instanceof Fail fail) {
                throw new Failure(fail.number());
            } else if (step instanceof Block block) {
                run(block, current);
            } else if (step instanceof Call call && calls) {
                call(call, current);
            }
        }
    }

    private void call(Call call, Transaction current) throws Failure {
        if (current != null) {
            if (call.kind() != Kind.ONCE || current.keys.add(call.key())) {
                current.calls.add(call);
            }
        } else if (call.kind() == Kind.EJB) {
            // its container has begun a transaction before it is called
            makeAfterCommit(call);
        } else {
            make(call);
        }
    }

    private void commit(Transaction transaction) {
        transaction.rows.forEach(row -> rows.add(id + "-" + row));
        transaction.calls.forEach(this::makeAfterCommit);
    }

    private void makeAfterCommit(Call call) {
        try {
            make(call);
        } catch (Failure failure) {
            notes.add("reported " + failure.number);
        }
    }

    private void make(Call call) throws Failure {
        Transaction own = call.kind() == Kind.EJB ? new Transaction() : null;
        notes.add("made " + call.number() + ", status " + (own == null ? 6 : 0) + ", sees " + rows.size());
        make(call.callback(), own);
        if (own != null) {
            commit(own);
        }
    }
}
