// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.github.callaftercommit.internal.Internals;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ejb-jar.xml says of transactions; it overrides the annotations of session beans. */
class DeploymentDescriptorTest {

    @RegisterExtension
    final EmbeddedStack stack = EmbeddedStack.of();

    @TempDir
    Path directory;

    static Stream<Arguments> descriptors() {
        String exact = "<method-params><method-param>java.lang.String</method-param>"
                + "<method-param>int[]</method-param></method-params>";
        return Stream.of(arguments("nothing", PlainMailer.class, "", null),
                arguments("nothing of an annotation", RequiresNewMethodMailer.class, "", "CAC-115"),
                arguments("all methods", PlainMailer.class, attribute("*", "RequiresNew"), "CAC-115"),
                arguments("the method", PlainMailer.class, attribute("send", "NotSupported"), "CAC-115"),
                arguments("the method", PlainMailer.class, attribute("send", "Never"), "CAC-115"),
                arguments("the method", PlainMailer.class, attribute("send", "Mandatory"), "CAC-118"),
                arguments("the method", PlainMailer.class, attribute("send", "Required"), null),
                arguments("the method", PlainMailer.class, attribute("send", "Supports"), null),
                arguments("the method and its parameters", PlainMailer.class, attribute("send", exact, "RequiresNew"),
                        "CAC-115"),
                arguments("other parameters", PlainMailer.class, attribute("send", "<method-params/>", "RequiresNew"),
                        null),
                arguments("another method", PlainMailer.class, attribute("sendAll", "RequiresNew"), null),
                arguments("another bean", PlainMailer.class, attribute("*", "RequiresNew").replace("Mailer", "Other"),
                        null),
                arguments("a remote view", PlainMailer.class,
                        attribute("*", "RequiresNew").replace("<method-name>",
                                "<method-intf>Remote</method-intf><method-name>"),
                        null),
                arguments("a local view", PlainMailer.class,
                        attribute("*", "RequiresNew").replace("<method-name>",
                                "<method-intf>Local</method-intf><method-name>"),
                        "CAC-115"),
                arguments("the method, and all", PlainMailer.class,
                        attribute("send", "Required") + attribute("*", "RequiresNew"), null),
                arguments("all, and the method", PlainMailer.class,
                        attribute("*", "Required") + attribute("send", "RequiresNew"), "CAC-115"),
                arguments("the method, over its annotation", RequiresNewMethodMailer.class,
                        attribute("send", "Required"), null),
                arguments("all, over the annotation of the class", RequiresNewMailer.class, attribute("*", "Required"),
                        null),
                // servers do not agree: one of the two is wrong
                arguments("all, and the annotation of the method", RequiresNewMethodMailer.class,
                        attribute("*", "Required"), "CAC-115"),
                arguments("the bean", PlainMailer.class, transactionType("Bean"), "CAC-116"),
                arguments("the bean", PlainMailer.class, transactionType("Container"), null),
                arguments("the bean", PlainMailer.class, transactionType(""), null),
                arguments("the bean, over its annotation", BeanManagedMailer.class, transactionType("Container"), null),
                arguments("the bean, not the annotation", BeanManagedMailer.class, transactionType(""), "CAC-116"));
    }

    private static String attribute(String method, String attribute) {
        return attribute(method, "", attribute);
    }

    private static String attribute(String method, String parameters, String attribute) {
        return "<container-transaction><method><ejb-name>Mailer</ejb-name><method-name>" + method + "</method-name>"
                + parameters + "</method><trans-attribute> " + attribute
                + "\n</trans-attribute></container-transaction>";
    }

    private static String transactionType(String type) {
        return "<session><ejb-name>Mailer</ejb-name>"
                + (type.isEmpty() ? "" : "<transaction-type>" + type + "</transaction-type>") + "</session>";
    }

    @ParameterizedTest(name = "{1}, {0} -> {3}: {2}")
    @MethodSource("descriptors")
    void overridesAnnotations(String what, Class<?> bean, String content, @Nullable String id) throws Exception {
        write("app.war/WEB-INF/ejb-jar.xml", descriptor(content));
        copy(bean, directory.resolve("app.war/WEB-INF/classes"));

        String refusal = refusal(bean, "app.war/WEB-INF/classes/");

        if (id == null) {
            assertThat(refusal).isNull();
        } else {
            assertThat(refusal).contains(id + ": ");
        }
    }

    @Test
    void isNamedWhereItIsToBlame() throws Exception {
        write("app.war/WEB-INF/ejb-jar.xml", descriptor(attribute("*", "RequiresNew")));
        copy(PlainMailer.class, directory.resolve("app.war/WEB-INF/classes"));

        assertThat(refusal(PlainMailer.class, "app.war/WEB-INF/classes/"))
                .contains("its transaction attribute is REQUIRES_NEW in ejb-jar.xml,");
    }

    @Test
    void isFoundFromAJarOfAWar() throws Exception {
        write("app.war/WEB-INF/ejb-jar.xml", descriptor(attribute("*", "RequiresNew")));
        jar("app.war/WEB-INF/lib/mail.jar", PlainMailer.class, Map.of());

        assertThat(refusal(PlainMailer.class, "app.war/WEB-INF/lib/mail.jar")).contains("CAC-115: ");
    }

    @Test
    void isFoundInAJar() throws Exception {
        jar("mail.jar", PlainMailer.class, Map.of("META-INF/ejb-jar.xml", descriptor(attribute("*", "RequiresNew"))));

        assertThat(refusal(PlainMailer.class, "mail.jar")).contains("CAC-115: ");
    }

    @Test
    void isNotTakenFromAnotherArchive() throws Exception {
        jar("mail.jar", PlainMailer.class, Map.of());
        jar("other.jar", RequiresNewMailer.class, Map.of("META-INF/ejb-jar.xml", descriptor(attribute("*", "Never"))));

        assertThat(refusal(PlainMailer.class, "mail.jar", "other.jar")).isNull();
        assertThat(stack.logs().alarms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<ejb-jar>",
            "<!DOCTYPE ejb-jar [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]><ejb-jar>&secret;</ejb-jar>", ""})
    void isWarnedOfWhereItCannotBeRead(String content) throws Exception {
        write("app.war/WEB-INF/ejb-jar.xml", content);
        copy(PlainMailer.class, directory.resolve("app.war/WEB-INF/classes"));

        assertThat(refusal(PlainMailer.class, "app.war/WEB-INF/classes/")).isNull();
        assertThat(stack.logs().alarms()).singleElement().asString()
                .contains("CAC-127: The ejb-jar.xml of " + PlainMailer.class.getName() + " could not be read");
    }

    /** Of a bean with the name Mailer, whose class comes from one of these places. */
    private @Nullable String refusal(Class<?> bean, String... places) throws Exception {
        URL[] urls = Stream.of(places).map(this::url).toArray(URL[]::new);
        try (URLClassLoader loader = new OwnClassFirst(urls, bean)) {
            BeanManager beanManager = stack.container().getBeanManager();
            AnnotatedType<?> type = beanManager.createAnnotatedType(loader.loadClass(bean.getName()));
            return Internals.refusal(beanManager, type, beanOf(type, beanManager), "Mailer");
        }
    }

    private static <T> Bean<T> beanOf(AnnotatedType<T> type, BeanManager beanManager) {
        return beanManager.createBean(beanManager.createBeanAttributes(type), type.getJavaClass(),
                beanManager.getInjectionTargetFactory(type));
    }

    private URL url(String place) {
        try {
            return directory.resolve(place).toUri().toURL();
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private static String descriptor(String content) {
        return "<?xml version=\"1.0\"?><ejb-jar xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\">"
                + "<assembly-descriptor>" + content + "</assembly-descriptor></ejb-jar>";
    }

    private void write(String place, String content) throws IOException {
        Files.createDirectories(directory.resolve(place).getParent());
        Files.writeString(directory.resolve(place), content);
    }

    private static void copy(Class<?> type, Path root) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        Files.createDirectories(root.resolve(file).getParent());
        try (InputStream stream = type.getResourceAsStream('/' + file)) {
            Files.copy(stream, root.resolve(file));
        }
    }

    private void jar(String place, Class<?> type, Map<String, String> others) throws IOException {
        Files.createDirectories(directory.resolve(place).getParent());
        try (FileSystem jar = FileSystems.newFileSystem(directory.resolve(place), Map.of("create", "true"))) {
            copy(type, jar.getPath("/"));
            for (Map.Entry<String, String> other : others.entrySet()) {
                Files.createDirectories(jar.getPath(other.getKey()).getParent());
                Files.writeString(jar.getPath(other.getKey()), other.getValue());
            }
        }
    }

    /** Loads one class itself, although the tests have it, too. */
    private static final class OwnClassFirst extends URLClassLoader {

        private final String own;

        OwnClassFirst(URL[] urls, Class<?> own) {
            super(urls, own.getClassLoader());
            this.own = own.getName();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> loaded = name.equals(own) ? findLoadedClass(name) : super.loadClass(name, resolve);
            return loaded == null ? findClass(name) : loaded;
        }

        @Override
        public URL getResource(String name) {
            URL found = findResource(name);
            return found == null ? super.getResource(name) : found;
        }
    }
}

class PlainMailer {

    @CallAfterCommit
    public void send(String text, int[] numbers) {}
}

class RequiresNewMethodMailer {

    @CallAfterCommit
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void send(String text, int[] numbers) {}
}

@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
class RequiresNewMailer {

    @CallAfterCommit
    public void send(String text, int[] numbers) {}
}

@TransactionManagement(TransactionManagementType.BEAN)
class BeanManagedMailer {

    @CallAfterCommit
    public void send(String text, int[] numbers) {}
}
