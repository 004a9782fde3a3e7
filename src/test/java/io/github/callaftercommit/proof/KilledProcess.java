// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The process that is killed: its threads commit rows and have every commit followed by a call, which writes the row's
 * number into a file, until somebody ends it.
 */
final class KilledProcess {

    static final int THREADS = 2;

    /** The numbers of one thread are consecutive from here on. */
    static final long NUMBERS_OF_A_THREAD = 1_000_000;

    private KilledProcess() {}

    /** @param arguments the URL of the database, the file, the first number */
    public static void main(String... arguments) throws Exception {
        EmbeddedServer server = new EmbeddedServer(Target.class);
        PostgresPool pool = new PostgresPool(server, arguments[0], false);
        FileChannel calls = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        for (int thread = 0; thread < THREADS; thread++) {
            long first = Long.parseLong(arguments[2]) + thread * NUMBERS_OF_A_THREAD;
            new Thread(() -> commitForEver(server, pool, calls, first)).start();
        }
    }

    private static void commitForEver(EmbeddedServer server, PostgresPool pool, FileChannel calls, long first) {
        Target target = server.bean(Target.class);
        try {
            for (long number = first;; number++) {
                long current = number;
                target.required(() -> {
                    server.afterCommit.call(value -> write(calls, value), current);
                    return pool.insert(current);
                });
            }
        } catch (Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Hands a whole line to the operating system: what a process has written survives it. */
    private static void write(FileChannel calls, long number) {
        try {
            calls.write(ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
