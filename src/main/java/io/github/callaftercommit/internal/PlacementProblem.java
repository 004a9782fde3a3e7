// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.internal;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The reasons why an annotated method cannot be called after the commit, each with its remedy in
 * {@code messages.properties}.
 */
enum PlacementProblem {
    NOT_VOID("CAC-101"), NOT_VOID_IN_CLASS("CAC-101", "CAC-101.class"), PRIVATE("CAC-102"), STATIC("CAC-103"),
    FINAL("CAC-104"), PRODUCER("CAC-105"), ASYNCHRONOUS_OBSERVER("CAC-106"), OBSERVER_OF_PHASE("CAC-131"),
    OBSERVER_OF_DEPENDENT_BEAN("CAC-132"), OBSERVER_WITH_DEPENDENT_PARAMETER("CAC-133"), OF_OTHER_PACKAGE("CAC-134"),
    DISPOSER("CAC-107"), INITIALIZER("CAC-108"), LIFECYCLE("CAC-109"), EJB_ASYNCHRONOUS("CAC-111"), TIMEOUT("CAC-112"),
    REMOVE("CAC-113"), MESSAGE_DRIVEN("CAC-114"), OWN_TRANSACTION("CAC-115"), BEAN_MANAGED("CAC-116"),
    NO_VIEW("CAC-117"), MANDATORY("CAC-118"), REJECT("CAC-119"), INTERFACE("CAC-120"), DECORATOR("CAC-123");

    private final String id;
    private final String text;

    PlacementProblem(String id) {
        this(id, id);
    }

    PlacementProblem(String id, String text) {
        this.id = id;
        this.text = text;
    }

    String message(Method method, Object... details) {
        return message(signature(method), details);
    }

    /** @param place {@code class#method(parameters)} or a class */
    String message(String place, Object... details) {
        return id + ": " + Message.text("misplaced", place) + ' ' + Message.text(text, details);
    }

    static String signature(Method method) {
        return method.getDeclaringClass().getName() + '#' + method.getName() + Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }
}
