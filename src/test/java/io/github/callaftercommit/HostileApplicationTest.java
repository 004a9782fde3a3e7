// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.github.callaftercommit.AfterCommitService.Callback;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What no sensible application does: it ends as documented. */
class HostileApplicationTest {

    @Nested
    class WithPlentyOfEverything {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        @Test
        void aMillionKeysMakeAsManyCalls() throws Exception {
            AtomicInteger called = new AtomicInteger();
            stack.logs().keepAlarmsOnly();
            stack.transactions().required(() -> {
                for (int key = 0; key < 1_000_000; key++) {
                    stack.afterCommit().callOnce(key, called::incrementAndGet);
                }
                for (int key = 0; key < 1_000_000; key++) {
                    stack.afterCommit().callOnce(key, called::decrementAndGet);
                }
            });

            assertThat(called).hasValue(1_000_000);
        }

        /** The heap of this JVM would be full if it were allocated. */
        @Test
        void anOutOfMemoryErrorCostsNoOtherCall() throws Exception {
            stack.transactions().required(() -> {
                stack.afterCommit().call(() -> assertThat(new long[Integer.MAX_VALUE]).isEmpty());
                stack.afterCommit().call(stack.journal().noting("called"));
            });

            assertThat(stack.journal().noted()).containsExactly("called");
            assertThat(stack.logs().messages("CAC-008")).hasSize(1);
        }
    }

    @Nested
    class WithANameOfSixtyThousandCharacters {

        private static final String NAME = "N".repeat(60_000);

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        @Test
        void itsCallIsMadeAndAFailureNamesIt() throws Exception {
            Callback<?> callback = (Callback<?>) InMemory.define(NAME, "public class " + NAME + " implements "
                    + "io.github.callaftercommit.AfterCommitService.Callback<RuntimeException> { public void call() { "
                    + "throw new IllegalStateException(\"no mail server\"); } }").getConstructor().newInstance();

            stack.transactions().required(() -> {
                stack.afterCommit().call(callback);
                stack.afterCommit().call(stack.journal().noting("called"));
            });

            assertThat(stack.journal().noted()).containsExactly("called");
            assertThat(stack.logs().messages("CAC-008")).singleElement().asString().contains(NAME);
        }
    }

    @Nested
    class WithAServiceThatDelegatesToItself {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Selfish.class, Mailer.class);

        @Test
        void theStackEndsAtTheCallerAndNothingIsCalled() {
            Mailer mailer = stack.get(Mailer.class);

            assertThatThrownBy(() -> stack.transactions().required(() -> mailer.send(stack.journal())))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(stack.journal().noted()).isEmpty();
        }
    }

    @Nested
    class WithADecoratorOfTheService {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of(Counting.class, Mailer.class);

        @Test
        void callsOfAnnotatedMethodsPassItToo() throws Exception {
            Assumptions.assumeFalse(OpenWebBeans.isUsed(), "it decorates no bean of an extension");
            Mailer mailer = stack.get(Mailer.class);
            Counting.CALLS.set(0);

            stack.transactions().required(() -> mailer.send(stack.journal()));

            assertThat(stack.journal().noted()).containsExactly("sent");
            assertThat(Counting.CALLS).hasValue(1);
        }
    }

    @Nested
    class WithACallThatDoesNotEnd {

        @RegisterExtension
        final EmbeddedStack stack = EmbeddedStack.of();

        @Test
        void itsTransactionHasCommittedWhateverTheTimeoutOfOthers() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            TransactionManager manager = stack.manager();
            FutureTask<Void> committer = new FutureTask<>(() -> {
                manager.setTransactionTimeout(1);
                stack.transactions().transactionManager(() -> stack.afterCommit().call(() -> {
                    begun.countDown();
                    end.await();
                    stack.journal().note("ended");
                }));
                return null;
            });
            new Thread(committer).start();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            manager.setTransactionTimeout(1);
            manager.begin();
            stack.afterCommit().call(stack.journal().noting("dropped"));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> stack.logs().messages("CAC-004").size() == 1);
            manager.rollback();
            manager.setTransactionTimeout(0);
            end.countDown();
            committer.get(10, TimeUnit.SECONDS);

            assertThat(stack.journal().noted()).containsExactly("ended");
            assertThat(stack.logs().alarms()).isEmpty();
        }
    }

    @ApplicationScoped
    static class Mailer {

        @CallAfterCommit
        void send(Journal journal) {
            journal.note("sent");
        }
    }

    /** It means the service of the library, and injects itself. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Selfish implements AfterCommitService {

        @Inject
        AfterCommitService service;

        @Override
        public <X extends Exception> void call(Callback<X> callback) throws X {
            service.call(callback);
        }

        @Override
        public <A extends @Nullable Object, X extends Exception> void call(CallbackWithArgument<? super A, X> method,
                A argument) throws X {
            service.call(method, argument);
        }

        @Override
        public <A extends @Nullable Object, B extends @Nullable Object, X extends Exception> void call(
                CallbackWithArguments<? super A, ? super B, X> method, A first, B second) throws X {
            service.call(method, first, second);
        }

        @Override
        public <X extends Exception> void callOnce(Object key, Callback<X> callback) throws X {
            service.callOnce(key, callback);
        }

        @Override
        public <E extends @Nullable Object, X extends Exception> void callOnce(Object key, E element,
                CallbackWithArgument<? super List<E>, X> method) throws X {
            service.callOnce(key, element, method);
        }

        @Override
        public AfterCommitService requireTransaction() {
            return service.requireTransaction();
        }

        @Override
        public PendingCalls pending() {
            return service.pending();
        }
    }

    @Decorator
    @Priority(1)
    abstract static class Counting implements AfterCommitService {

        static final AtomicInteger CALLS = new AtomicInteger();

        @Inject
        @Delegate
        @Any
        AfterCommitService service;

        @Override
        public <X extends Exception> void call(Callback<X> callback) throws X {
            CALLS.incrementAndGet();
            service.call(callback);
        }
    }

    /** A class that no file could have the name of. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        private InMemory(JavaFileManager files) {
            super(files);
        }

        static Class<?> define(String name, String source) {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            InMemory files = new InMemory(compiler.getStandardFileManager(null, null, null));
            JavaFileObject unit = new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), Kind.SOURCE) {

                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                }
            };
            assertThat(compiler.getTask(null, files, null, List.of("-proc:none"), null, List.of(unit)).call()).isTrue();
            return new ClassLoader(InMemory.class.getClassLoader()) {

                Class<?> define(byte[] bytes) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
            }.define(files.written.toByteArray());
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {

                @Override
                public OutputStream openOutputStream() {
                    return written;
                }
            };
        }
    }

    @Nested
    class WithTenThousandAnnotatedMethods {

        /** So many in each class: a proxy of more than that has no room for its constants. */
        private static final int METHODS = 1_000;
        private static final int CLASSES = 10;

        @TempDir
        Path folder;

        @Test
        void startsAndCountsThem() throws Exception {
            Assumptions.assumeFalse(OpenWebBeans.isUsed(), "it finds no classes of another loader");
            List<String> arguments = new ArrayList<>(
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path") + File.pathSeparator + folder));
            Path sources = Files.createDirectories(folder.resolve("com/acme"));
            for (int number = 0; number < CLASSES; number++) {
                StringBuilder source = new StringBuilder("package com.acme; import io.github.callaftercommit.*; "
                        + "@jakarta.enterprise.context.ApplicationScoped public class Huge" + number + " {");
                for (int method = 0; method < METHODS; method++) {
                    source.append("@CallAfterCommit public void call").append(method).append("() {}\n");
                }
                arguments.add(
                        Files.writeString(sources.resolve("Huge" + number + ".java"), source.append('}')).toString());
            }
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();

            long start = System.nanoTime();
            try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()});
                    EmbeddedStack stack = EmbeddedStack.of(classes(loader)).start()) {
                System.out.printf("%d annotated methods: started in %d ms%n", CLASSES * METHODS,
                        (System.nanoTime() - start) / 1_000_000);
                assertThat(stack.logs().messages("CAC-001")).singleElement().asString()
                        .contains(" " + CLASSES * METHODS + " annotated methods,");
                assertThat(stack.logs().alarms()).isEmpty();
            }
        }

        private Class<?>[] classes(ClassLoader loader) throws ClassNotFoundException {
            Class<?>[] classes = new Class<?>[CLASSES];
            for (int number = 0; number < CLASSES; number++) {
                classes[number] = loader.loadClass("com.acme.Huge" + number);
            }
            return classes;
        }
    }
}
