// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedType;

/**
 * The reasons why an annotated method cannot be called after the commit, each with its remedy in
 * {@code messages.properties}.
 */
enum PlacementProblem {
    NOT_VOID("CAC-101"),
    PRIVATE("CAC-102"),
    STATIC("CAC-103"),
    FINAL("CAC-104"),
    PRODUCER("CAC-105"),
    OBSERVER("CAC-106"),
    DISPOSER("CAC-107"),
    INITIALIZER("CAC-108"),
    LIFECYCLE("CAC-109"),
    EJB_ASYNCHRONOUS("CAC-111"),
    TIMEOUT("CAC-112"),
    REMOVE("CAC-113"),
    MESSAGE_DRIVEN("CAC-114"),
    OWN_TRANSACTION("CAC-115"),
    BEAN_MANAGED("CAC-116"),
    NO_VIEW("CAC-117"),
    MANDATORY("CAC-118"),
    REJECT("CAC-119"),
    INTERFACE("CAC-120"),
    DECORATOR("CAC-123");

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");

    private final String id;

    PlacementProblem(String id) {
        this.id = id;
    }

    String message(Method method) {
        return message(signature(method));
    }

    /** @param place {@code class#method(parameters)} or a class */
    String message(String place) {
        return id + ": " + Texts.text("misplaced", place) + ' ' + Texts.text(id);
    }

    static String report(List<String> problems) {
        return Texts.message(
                "CAC-100",
                problems.size() == 1 ? "an annotated method" : problems.size() + " annotated methods",
                problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
    }

    static void warnOfNoBean(AnnotatedType<?> type) {
        String id = type.getJavaClass().isInterface() ? "CAC-121.interface" : "CAC-121";
        LOGGER.log(WARNING, "CAC-121: " + Texts.text(id, type.getJavaClass().getName()));
    }

    static void warnOfLostOverride(Method overriding, Method overridden) {
        LOGGER.log(WARNING, Texts.message("CAC-122", signature(overridden), signature(overriding)));
    }

    static void warnOfProduct(Class<?> product, AnnotatedMember<?> producer) {
        LOGGER.log(WARNING, Texts.message("CAC-124", product.getName(), producer.getJavaMember()));
    }

    static void warnOfCallsFromInside(Method method) {
        LOGGER.log(WARNING, Texts.message("CAC-125", signature(method)));
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getName()
                + '#'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
