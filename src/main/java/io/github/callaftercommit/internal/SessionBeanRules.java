// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import io.github.callaftercommit.internal.DeclaredType.DeclaredMethod;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What session beans rule out beyond {@link PlacementRules}: their transactions begin outside all interceptors. */
final class SessionBeanRules {

    private static final String ASYNCHRONOUS = "jakarta.ejb.Asynchronous";
    private static final String[] TIMEOUT = {"jakarta.ejb.Timeout", "jakarta.ejb.Schedule", "jakarta.ejb.Schedules"};

    private final DeclaredType type;
    private final SessionBean bean;
    private final DeploymentDescriptor descriptor;

    SessionBeanRules(DeclaredType type, SessionBean bean) {
        this.type = type;
        this.bean = bean;
        descriptor = DeploymentDescriptor.of(type.javaClass());
    }

    /** The business methods of a session bean are those of its views. */
    boolean isBusinessMethod(Method method) {
        return bean.viewMethod(method) != null;
    }

    /**
     * Returns what makes a bound method of the session bean impossible, or null.
     *
     * @param inItself whether the method itself carries the binding, not only its class
     * @param rejected whether calls without a transaction are to be rejected
     */
    @Nullable
    String problem(DeclaredMethod method, boolean inItself, boolean rejected) {
        Method member = method.member();
        if (DeclaredMethod.isAny(method.annotations(), ASYNCHRONOUS)
                || DeclaredMethod.isAny(ofDeclaringClass(member), ASYNCHRONOUS)) {
            return PlacementProblem.EJB_ASYNCHRONOUS.message(member);
        } else if (inItself && DeclaredMethod.isAny(method.annotations(), TIMEOUT)) {
            return PlacementProblem.TIMEOUT.message(member);
        } else if (DeclaredMethod.isAny(method.annotations(), "jakarta.ejb.Remove")) {
            return PlacementProblem.REMOVE.message(member);
        } else if (isBeanManaged()) {
            return PlacementProblem.BEAN_MANAGED.message(member);
        }
        for (Map.Entry<TransactionAttributeType, String> attribute : attributes(method).entrySet()) {
            PlacementProblem problem = problem(attribute.getKey(), rejected);
            if (problem != null) {
                return problem.message(member, attribute.getKey(), attribute.getValue());
            }
        }
        return isBusinessMethod(member) ? null : PlacementProblem.NO_VIEW.message(member);
    }

    private static @Nullable PlacementProblem problem(TransactionAttributeType attribute, boolean rejected) {
        return switch (attribute) {
            case REQUIRES_NEW, NOT_SUPPORTED, NEVER -> PlacementProblem.OWN_TRANSACTION;
            case MANDATORY -> PlacementProblem.MANDATORY;
            case REQUIRED -> rejected ? PlacementProblem.REJECT : null;
            case SUPPORTS -> null;
        };
    }

    private boolean isBeanManaged() {
        String described = descriptor.transactionType(bean.ejbName());
        return !described.isEmpty()
                ? described.equals("Bean")
                : first(type.annotations(), TransactionManagement.class)
                        .filter(annotation -> annotation.value() == TransactionManagementType.BEAN).isPresent();
    }

    /** Returns the attribute and where it stands, or two where servers do not agree on which of them holds. */
    private Map<TransactionAttributeType, String> attributes(DeclaredMethod method) {
        TransactionAttribute onMethod = first(method.annotations(), TransactionAttribute.class).orElse(null);
        TransactionAttribute annotated = onMethod != null
                ? onMethod
                : first(ofDeclaringClass(method.member()), TransactionAttribute.class).orElse(null);
        TransactionAttributeType described = descriptor.attribute(bean.ejbName(), method.member());
        Map<TransactionAttributeType, String> attributes = new EnumMap<>(TransactionAttributeType.class);
        if (annotated != null && (described == null
                || !descriptor.overridesAnnotation(bean.ejbName(), method.member(), annotated == onMethod))) {
            attributes.put(annotated.value(), "");
        }
        if (described != null) {
            attributes.put(described, " in ejb-jar.xml");
        }
        return attributes.isEmpty() ? Map.of(TransactionAttributeType.REQUIRED, "") : attributes;
    }

    /** What stands on a bean class does not hold for what it inherits. */
    private Collection<Annotation> ofDeclaringClass(Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return declaring == type.javaClass() ? type.annotations() : List.of(declaring.getAnnotations());
    }

    private static <A extends Annotation> Optional<A> first(Collection<Annotation> annotations, Class<A> type) {
        return annotations.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** What an {@code ejb-jar.xml} says of the transactions of session beans; it overrides their annotations. */
    private static final class DeploymentDescriptor {

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
                Message.DESCRIPTOR_NOT_READ.logThrown(failure, beanClass.getName());
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
}
