// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import jakarta.ejb.TransactionAttributeType;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What an {@code ejb-jar.xml} says of the transactions of session beans; it overrides their annotations. */
final class DeploymentDescriptor {

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");
    private static final String ALL_METHODS = "*";

    private final Map<String, String> transactionTypes = new HashMap<>();
    private final Map<String, TransactionAttributeType> attributes = new HashMap<>();
    private boolean annotationsWin;

    /** Returns the descriptor of the archive to which a class belongs; it is empty where there is none. */
    static DeploymentDescriptor of(Class<?> beanClass) {
        DeploymentDescriptor descriptor = new DeploymentDescriptor();
        try {
            URLConnection connection = place(beanClass).openConnection();
            connection.setUseCaches(false);
            // WildFly and TomEE prefer the annotation, whatever the specification says
            descriptor.annotationsWin = connection.getURL().getProtocol().equals("vfs")
                    || beanClass.getClassLoader().getClass().getName().startsWith("org.apache.tomee.");
            try (InputStream stream = connection.getInputStream()) {
                descriptor.read(stream);
            }
        } catch (FileNotFoundException | NoSuchFileException none) {
            return descriptor;
        } catch (IOException | SAXException | ParserConfigurationException | IllegalArgumentException failure) {
            LOGGER.log(WARNING, Texts.message("CAC-127", beanClass.getName()), failure);
        }
        return descriptor;
    }

    /** In the archive of the class: its class loader may see those of others, and does not see that of a WAR. */
    private static URL place(Class<?> beanClass) throws IOException {
        String file = beanClass.getName().replace('.', '/') + ".class";
        URL own = beanClass.getResource('/' + file);
        if (own == null) {
            throw new FileNotFoundException(file);
        }
        String place = own.toString();
        int web = place.lastIndexOf("/WEB-INF/");
        String folder = web < 0
                ? place.substring(0, place.length() - file.length()) + "META-INF"
                : place.substring(0, web) + "/WEB-INF";
        // the class may be in a jar in WEB-INF/lib
        String outside = folder.contains("!/") ? folder : folder.replaceFirst("^\\w*jar:", "");
        return new URL(own, outside + "/ejb-jar.xml");
    }

    private void read(InputStream stream) throws IOException, SAXException, ParserConfigurationException {
        // that of the JDK: an application may bring another one, which knows no such feature
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        Element root = builder.parse(stream).getDocumentElement();
        for (Element session : elements(root, "session")) {
            transactionTypes.put(text(session, "ejb-name"), text(session, "transaction-type"));
        }
        for (Element transaction : elements(root, "container-transaction")) {
            String type = text(transaction, "trans-attribute").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
            for (Element method : elements(transaction, "method")) {
                if (List.of("", "Local").contains(text(method, "method-intf"))) {
                    attributes.put(key(method), TransactionAttributeType.valueOf(type.toUpperCase(Locale.ROOT)));
                }
            }
        }
    }

    private static String key(Element method) {
        Stream<String> parameters = elements(method, "method-param").stream()
                .map(parameter -> parameter.getTextContent().strip());
        return key(text(method, "ejb-name"), text(method, "method-name"))
                + (elements(method, "method-params").isEmpty() ? "" : parameters.toList());
    }

    private static String key(String ejbName, String method) {
        return ejbName + '#' + method;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        return IntStream.range(0, found.getLength()).mapToObj(index -> (Element) found.item(index)).toList();
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    /** Returns {@code Bean} or {@code Container}, or nothing where the descriptor says nothing of it. */
    String transactionType(String ejbName) {
        return transactionTypes.getOrDefault(ejbName, "");
    }

    /** Returns the attribute of a method, or null where the descriptor says nothing of it. */
    @Nullable
    TransactionAttributeType attribute(String ejbName, Method method) {
        TransactionAttributeType own = ownAttribute(ejbName, method);
        return own != null ? own : attributes.get(key(ejbName, ALL_METHODS));
    }

    private @Nullable TransactionAttributeType ownAttribute(String ejbName, Method method) {
        Stream<String> parameters = Stream.of(method.getParameterTypes())
                .map(type -> type.getTypeName().replace('$', '.'));
        String byName = key(ejbName, method.getName());
        return attributes.getOrDefault(byName + parameters.toList(), attributes.get(byName));
    }

    /**
     * Returns whether, on every server, the attribute of a method holds in place of an annotation.
     *
     * @param onMethod whether the annotation is one of the method itself
     */
    boolean overridesAnnotation(String ejbName, Method method, boolean onMethod) {
        return !annotationsWin && !(onMethod && ownAttribute(ejbName, method) == null);
    }
}
