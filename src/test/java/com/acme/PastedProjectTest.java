// SPDX-License-Identifier: Apache-2.0
package com.acme;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * A project of nothing but the README's blocks: the files that it shows whole, pasted into an empty folder beside an
 * empty META-INF/beans.xml.
 */
class PastedProjectTest {

    private static final Pattern FILE = Pattern
            .compile("<!-- test/java/com/acme/(\\w+)\\.java -->\\n```java\\n(.*?)```", Pattern.DOTALL);

    /** Sees the pasted classes in place of those of this build, which have the same names. */
    private static final class Project extends URLClassLoader {

        Project(URL... folders) {
            super(folders, PastedProjectTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith("com.acme.") ? pasted(name) : super.loadClass(name, resolve);
        }

        private synchronized Class<?> pasted(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    private final ClassLoader original = Thread.currentThread().getContextClassLoader();
    private Project project;

    @BeforeEach
    void paste(@TempDir Path folder) throws Exception {
        Path main = folder.resolve("classes");
        Path test = folder.resolve("test-classes");
        Files.createDirectories(main.resolve("META-INF"));
        Files.createFile(main.resolve("META-INF").resolve("beans.xml"));
        List<Path> sources = new ArrayList<>();
        List<Path> tests = new ArrayList<>();
        Matcher files = FILE.matcher(Files.readString(Path.of("README.md")));
        while (files.find()) {
            Path source = folder.resolve(files.group(1) + ".java");
            Files.writeString(source, files.group(2));
            (files.group(1).endsWith("Test") ? tests : sources).add(source);
        }
        compile(main, "", sources);
        compile(test, main + File.pathSeparator, tests);
        project = new Project(main.toUri().toURL(), test.toUri().toURL());
        Thread.currentThread().setContextClassLoader(project);
    }

    @AfterEach
    void close() throws Exception {
        Thread.currentThread().setContextClassLoader(original);
        project.close();
    }

    @Test
    void startsAndCallsAfterTheCommit() throws Exception {
        Class<?> signUp = project.loadClass("com.acme.SignUp");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (SeContainer container = SeContainerInitializer.newInstance().setClassLoader(project).initialize()) {
            Object bean = container.select(signUp).get();

            signUp.getMethod("signUp", String.class).invoke(bean, "ada@example.org");
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Welcome, ada@example.org");
    }

    @Test
    void passesItsTest() throws Exception {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();

        launcher.execute(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(project.loadClass("com.acme.SignUpTest")))
                .filters(EngineFilter.includeEngines("junit-jupiter")).build(), listener);

        assertThat(listener.getSummary().getFailures()).extracting(Failure::getException).isEmpty();
        assertThat(listener.getSummary().getTestsSucceededCount()).isPositive();
    }

    private static void compile(Path target, String classPath, List<Path> sources) {
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Files.exists(Path.of(entry, "com", "acme"))).collect(joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(
                List.of("-d", target.toString(), "-classpath", classPath + libraries, "-Xlint:all", "-proc:none"));
        sources.forEach(source -> arguments.add(source.toString()));

        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("the result of javac %s", arguments).isZero();
    }
}
