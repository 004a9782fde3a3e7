// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies, deletes and edits what a server is configured with. */
final class Folders {

    private Folders() {}

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path path : all(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path path : all(from)) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Replaces in a configuration file; a text that is not there means that the server has changed, and fails. */
    static void edit(Path file, String... textsAndReplacements) throws IOException {
        String content = Files.readString(file);
        for (int i = 0; i < textsAndReplacements.length; i += 2) {
            if (!content.contains(textsAndReplacements[i])) {
                throw new IOException(file + " does not contain " + textsAndReplacements[i]);
            }
            content = content.replace(textsAndReplacements[i], textsAndReplacements[i + 1]);
        }
        Files.writeString(file, content);
    }

    static void append(Path file, String line) throws IOException {
        Files.writeString(file, "\n" + line + "\n", StandardOpenOption.APPEND);
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }
}
