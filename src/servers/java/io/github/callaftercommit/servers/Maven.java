// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Maven of the build, with its repository; one run at a time, although several JVMs may ask for it. */
final class Maven {

    private Maven() {}

    static String run(boolean succeeds, Path directory, String... arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home")), succeeds, directory, arguments);
    }

    /** Runs Maven and returns what it logs. */
    static String run(Path jdk, boolean succeeds, Path directory, String... arguments)
            throws IOException, InterruptedException {
        Path log = Files.createDirectories(ServerUnderTest.directory()).resolve("maven.log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("it.maven"), "bin", "mvn").toString(),
                "-B", "-ntp", "-Dmaven.repo.local=" + System.getProperty("it.repository")));
        if (System.getProperty("it.settings").equals("offline=true")) {
            command.add("-o");
        }
        command.addAll(List.of(arguments));
        try (FileChannel lock = FileChannel.open(log.resolveSibling("maven.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            lock.lock();
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("JAVA_HOME", jdk.toString());
            Process maven = builder.start();
            boolean ended = maven.waitFor(15, TimeUnit.MINUTES);
            maven.destroy();
            String said = Files.readString(log);
            if (!ended || (maven.exitValue() == 0) != succeeds) {
                throw new IOException(command + (succeeds ? " has failed:\n" : " should have failed:\n") + said);
            }
            return said;
        }
    }

    /** Unpacks an artifact, unless it has been unpacked there before. */
    static void unpack(String artifact, Path directory) throws IOException, InterruptedException {
        Path mark = directory.resolve("unpacked.txt");
        if (Files.notExists(mark) || !Files.readString(mark).equals(artifact)) {
            Folders.delete(directory);
            // a jar is run as it is
            String goal = artifact.endsWith(":jar") ? "copy" : "unpack";
            run(true, Path.of("").toAbsolutePath(), "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:" + goal,
                    "-Dartifact=" + artifact, "-DoutputDirectory=" + directory);
            Files.writeString(mark, artifact);
        }
    }
}
