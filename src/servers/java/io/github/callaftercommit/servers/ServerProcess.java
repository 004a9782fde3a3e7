// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server that runs in the foreground of a child process; it and its children are stopped by their process ids, at the
 * latest when this JVM ends.
 */
final class ServerProcess {

    private static final int TAIL = 20_000;

    private final Process process;
    private final Path log;
    private final Thread atEnd = new Thread(this::kill, "stop-server");

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    static ServerProcess start(List<String> command, Map<String, String> environment, Path directory)
            throws IOException {
        Path log = directory.resolve("console.log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectInput(new File("/dev/null")).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", Platform.requested().jdk().orElseThrow().toString());
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), log);
    }

    /** Runs a command that ends by itself. */
    static void runToEnd(List<String> command, Map<String, String> environment, Path directory, Duration atMost)
            throws IOException, InterruptedException {
        ServerProcess running = start(command, environment, directory);
        if (!running.process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS) || running.process.exitValue() != 0) {
            running.stop();
            throw new IOException(command + " has failed:\n" + running.log());
        }
        running.stop();
    }

    /** Waits for the condition; where it does not come true, the log says why. */
    void await(String what, Duration atMost, Callable<Boolean> condition) {
        try {
            Awaitility.await(what).atMost(atMost).pollInterval(Duration.ofMillis(100))
                    .until(() -> condition.call() || !process.isAlive());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    what + " did not come within " + atMost + ". The end of the server's log:\n" + tail(), late);
        }
        if (!process.isAlive()) {
            throw new AssertionError("The server has ended with " + process.exitValue() + " before " + what
                    + ". The end of its log:\n" + tail());
        }
    }

    /** All it has logged, one character a byte, so that positions hold. */
    String log() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String logFrom(int position) {
        return log().substring(position);
    }

    void stop() {
        List<ProcessHandle> all = handles();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().removeShutdownHook(atEnd);
    }

    /** Kills what still runs after that time, without any chance to end in order, and waits for its end. */
    void killAfter(int millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The server has ended by itself. The end of its log:\n" + tail());
        }
        List<ProcessHandle> all = handles();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(killed -> killed.onExit().join());
        Runtime.getRuntime().removeShutdownHook(atEnd);
    }

    private void kill() {
        handles().forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> handles() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    }

    private String tail() {
        String all = log();
        return all.substring(Math.max(0, all.length() - TAIL));
    }
}
