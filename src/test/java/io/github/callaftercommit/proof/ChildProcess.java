// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another Java process, with the class path of this one where no other is given. */
final class ChildProcess {

    private ChildProcess() {}

    static Process start(Path output, Class<?> main, List<String> options, String... arguments) throws IOException {
        return start(output, System.getProperty("java.class.path"), main, options, arguments);
    }

    static Process start(Path output, String classPath, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }
}
