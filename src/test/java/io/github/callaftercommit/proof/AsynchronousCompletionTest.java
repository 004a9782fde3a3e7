// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transaction manager that completes synchronizations on its own threads, in parallel, and waits for them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AsynchronousCompletionTest {

    private static final int ROUNDS = Math.min(20_000, Integer.getInteger("proof.rounds", 500));

    @TempDir
    Path folder;

    @Test
    void makesEveryCallOnceInOrderBeforeTheCommitReturnsWhicheverThreadCompletes() throws Exception {
        Path output = folder.resolve("output");
        Process process = ChildProcess.start(output, AsynchronousCompletion.class,
                List.of(AsynchronousCompletion.SETTING), Integer.toString(ROUNDS));
        try {
            assertThat(process.waitFor(9, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(Files.readString(output)).contains("the committer among them: false");
        assertThat(process.exitValue()).isZero();
    }
}
