// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import io.github.callaftercommit.AfterCommitService;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PendingCallsTest {

    @Inject
    Mailer mailer;

    @Inject
    Journal journal;

    @Inject
    AfterCommitService afterCommit;

    @Test
    @TestTransaction
    void callsArePendingAndAreNotMadeByThemselves() {
        mailer.send("ada");

        assertEquals(List.of("Mailer.send(String)"), afterCommit.pending().names());
    }

    @Test
    @TestTransaction
    void callsAreMadeNowWhenTheTestSaysSo() throws Exception {
        afterCommit.call(() -> journal.note("called"));

        afterCommit.pending().callNow();

        assertEquals("did=called", journal.take());
        assertEquals(List.of(), afterCommit.pending().names());
    }

    /** What comes after the rollback is seen by the next test and by this. */
    @AfterEach
    void nothingIsLeft() {
        assertEquals("", journal.take());
    }
}
