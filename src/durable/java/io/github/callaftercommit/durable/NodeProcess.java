// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link Node} in a Java virtual machine of its own. */
final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final String name;
    private final Path errors;
    private final Process process;

    NodeProcess(String name, Path directory, String url, Class<? extends Recipe> recipe, String... what)
            throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                        "-classpath", System.getProperty("java.class.path"), Node.class.getName(), directory.toString(),
                        url, recipe.getName()));
        command.addAll(List.of(what));
        errors = directory.resolve(what[0] + ".err");
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    /** Waits until the node has committed. */
    void awaitCommit() throws Exception {
        BufferedReader output = process.inputReader();
        String said = CompletableFuture
                .supplyAsync(() -> output.lines().filter(Node.COMMITTED::equals).findFirst().orElse("nothing"))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!said.equals(Node.COMMITTED)) {
            throw new IllegalStateException(name + " ended without a commit; see " + errors);
        }
    }

    /** Kills it as {@code kill -9} does: nothing in it can react. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean wasKilled() {
        return process.exitValue() == 128 + 9;
    }

    @Override
    public void close() {
        kill();
    }
}
