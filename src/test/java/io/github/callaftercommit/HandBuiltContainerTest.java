// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import io.github.callaftercommit.internal.Internals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A container that scans nothing, as tests build it: the extension is enough of a name. */
class HandBuiltContainerTest {

    @ApplicationScoped
    static class SignUps {

        private final List<String> made = new ArrayList<>();

        List<String> made() {
            return made;
        }

        @Inject
        AfterCommitService afterCommit;

        @Inject
        Greetings greetings;

        @Transactional
        void signUp(String user) {
            afterCommit.call(() -> made.add("called for " + user));
            greetings.send(user);
            made.add("signed up " + user);
            if (user.isEmpty()) {
                throw new IllegalArgumentException();
            }
        }
    }

    @ApplicationScoped
    static class Greetings {

        @Inject
        SignUps signUps;

        @CallAfterCommit
        void send(String user) {
            signUps.made().add("sent to " + user);
        }
    }

    record Request(String user, List<String> made) {}

    @ApplicationScoped
    static class Entry {

        @Inject
        SignUps signUps;

        void onRequest(@Observes Request request) {
            signUps.signUp(request.user());
            request.made().addAll(signUps.made());
        }
    }

    private final Logs logs = new Logs();

    @BeforeEach
    void captureLogs() {
        logs.capture();
    }

    @AfterEach
    void releaseLogs() {
        logs.release();
    }

    @Test
    void theNamedExtensionDefersCalls() {
        try (SeContainer container = byHand().initialize()) {
            assertCallsAreDeferred(container);
        }
    }

    @Test
    void callsAreDroppedOnRollback() {
        try (SeContainer container = byHand().initialize()) {
            SignUps signUps = container.select(SignUps.class).get();

            assertThatThrownBy(() -> signUps.signUp("")).isInstanceOf(IllegalArgumentException.class);

            assertThat(signUps.made()).containsExactly("signed up ");
        }
    }

    @Test
    void whatIsScannedAsWellIsThereOnce() {
        try (SeContainer container = byHand().addPackages(true, CallAfterCommit.class)
                .addBeanClasses(Internals.libraryBeans()).initialize()) {
            assertCallsAreDeferred(container);
            assertThat(container.getBeanManager().getBeans(AfterCommitService.class)).hasSize(1);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void theExtensionMayBeNamedAndDiscovered() {
        try (SeContainer container = SeContainerInitializer.newInstance().addExtensions(CallAfterCommitExtension.class)
                .addBeanClasses(SignUps.class, Greetings.class).initialize()) {
            assertCallsAreDeferred(container);
        }
    }

    @Test
    void oneExtensionMayServeSeveralContainersOneAfterTheOther() {
        Extension extension = new CallAfterCommitExtension();
        for (int time = 0; time < 2; time++) {
            try (SeContainer container = SeContainerInitializer.newInstance().disableDiscovery()
                    .addExtensions(extension, new TransactionExtension()).addBeanClasses(SignUps.class, Greetings.class)
                    .initialize()) {
                assertThat(container.isRunning()).isTrue();
            }
        }

        assertThat(logs.messages("CAC-001")).hasSize(2).allMatch(message -> message.contains(" 1 annotated method,"));
    }

    /** Weld keeps only what is injected, named or observes; what the library looks up has to be kept. */
    @Test
    void beansThatNobodyInjectsMayBeRemoved() {
        try (SeContainer container = byHand().addBeanClasses(Entry.class)
                .addProperty("org.jboss.weld.bootstrap.unusedBeans.excludeType", "NONE").initialize()) {
            List<String> made = new ArrayList<>();

            container.getBeanManager().getEvent().fire(new Request("ada", made));

            assertThat(made).containsExactly("signed up ada", "called for ada", "sent to ada");
            assertThat(logs.alarms()).isEmpty();
        }
    }

    @Test
    void withoutJakartaTransactionsTheApplicationIsToldSo() throws Exception {
        URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(transaction|narayana|agroal|test-classes).*"))
                .map(HandBuiltContainerTest::url).toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> initializer = loader.loadClass(SeContainerInitializer.class.getName());
            Object container = initializer.getMethod("newInstance").invoke(null);
            // Weld wants something to scan
            Class<?>[] beans = {loader.loadClass(AfterCommitFailure.class.getName())};
            initializer.getMethod("addBeanClasses", Class[].class).invoke(container, (Object) beans);

            assertThatThrownBy(() -> initializer.getMethod("initialize").invoke(container))
                    .hasStackTraceContaining("CAC-128: ").hasStackTraceContaining("jakarta.transaction-api");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private void assertCallsAreDeferred(SeContainer container) {
        SignUps signUps = container.select(SignUps.class).get();

        signUps.signUp("ada");

        assertThat(signUps.made()).containsExactly("signed up ada", "called for ada", "sent to ada");
        assertThat(logs.messages("CAC-001")).singleElement().asString().contains(": 1 annotated method, ");
        assertThat(logs.alarms()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static SeContainerInitializer byHand() {
        return SeContainerInitializer.newInstance().disableDiscovery()
                .addExtensions(CallAfterCommitExtension.class, TransactionExtension.class)
                .addBeanClasses(SignUps.class, Greetings.class);
    }
}
