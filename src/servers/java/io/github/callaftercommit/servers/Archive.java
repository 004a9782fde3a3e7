// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** An archive in the making. */
final class Archive {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** The jar that the build has made, not its classes. */
    static Path library() {
        return Path.of(System.getProperty("it.jar"));
    }

    Archive add(String path, byte[] content) {
        entries.put(path, content);
        return this;
    }

    Archive add(String path, Path file) throws IOException {
        return add(path, Files.readAllBytes(file));
    }

    /** Adds the text, with each name between at signs replaced by its value. */
    Archive add(String path, String resource, Map<String, String> values) throws IOException {
        try (InputStream stream = Archive.class.getResourceAsStream("/" + resource)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return add(path, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Adds the classes of one package below this one, without the packages below it. */
    Archive addPackage(String prefix, String name) throws IOException {
        Path classes = Path.of(System.getProperty("it.classes"));
        try (Stream<Path> files = Files.list(classes.resolve("io/github/callaftercommit/servers").resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(prefix + classes.relativize(file), file);
            }
        }
        return this;
    }

    Path write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }
}
