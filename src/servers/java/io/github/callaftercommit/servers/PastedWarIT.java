// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WAR of nothing but the jar, the classes that the README shows whole, and a servlet that calls them. */
@OnServer
@Tag("deploys")
@Order(7)
class PastedWarIT {

    private static final Pattern FILE = Pattern
            .compile("<!-- test/java/com/acme/(\\w+(?<!Test))\\.java -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    private static final String SERVLET = """
            package com.acme;

            @jakarta.servlet.annotation.WebServlet("/scenario/signUp")
            public class Start extends jakarta.servlet.http.HttpServlet {

                @jakarta.inject.Inject
                SignUp signUp;

                @Override
                protected void doGet(jakarta.servlet.http.HttpServletRequest request,
                        jakarta.servlet.http.HttpServletResponse response) {
                    signUp.signUp(request.getParameter("email"));
                }
            }
            """;

    @Test
    @DisplayName("The first example of the README, pasted into a WAR with the jar and nothing else")
    void greetsTheNewUser(@TempDir Path folder, RunningServer running) throws Exception {
        Archive archive = new Archive().add("WEB-INF/lib/call-after-commit.jar", Archive.library());
        try (Stream<Path> classes = Files.walk(compile(folder))) {
            for (Path file : classes.filter(each -> each.toString().endsWith(".class")).toList()) {
                archive.add("WEB-INF/classes/com/acme/" + file.getFileName(), file);
            }
        }
        running.server.deploy(archive.write(RunningServer.file("pasted.war")));
        int before = running.server.process().log().length();

        new Application(running.server.uri("pasted")).play("signUp", "email", "ada@example.org");

        running.server.process().await("the greeting", Application.SOON,
                () -> running.server.process().logFrom(before).contains("Welcome, ada@example.org"));
        running.server.undeploy("pasted.war");
    }

    private static Path compile(Path folder) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", folder.toString(),
                "-classpath", System.getProperty("java.class.path")));
        Matcher files = FILE.matcher(Files.readString(Path.of("README.md")));
        while (files.find()) {
            arguments.add(Files.writeString(folder.resolve(files.group(1) + ".java"), files.group(2)).toString());
        }
        arguments.add(Files.writeString(folder.resolve("Start.java"), SERVLET).toString());

        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the result of javac %s", arguments).isZero();
        return folder;
    }
}
