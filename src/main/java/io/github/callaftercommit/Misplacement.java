// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static java.lang.System.Logger.Level.WARNING;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;

/** The reasons why an annotated method cannot be called after the commit, each with its remedy. */
enum Misplacement {

    NOT_VOID("CAC-101", "it returns a value, and after the commit nobody is left to take it", "Make it void, or call AfterCommitService.call(...) in it for what has to wait."),
    PRIVATE("CAC-102", "it is private, and private methods are not intercepted", "Make it package-private or wider and call it through the injected bean, or call AfterCommitService.call(...)."),
    STATIC("CAC-103", "it is static, and static methods are not intercepted", "Make it an instance method of a bean, or call AfterCommitService.call(...)."),
    FINAL("CAC-104", "it is final, and final methods cannot be intercepted", "Remove 'final', or call AfterCommitService.call(...)."),
    PRODUCER("CAC-105", "it is a producer, whose product is needed at once", "Move what has to wait into a method of its own, or call AfterCommitService.call(...)."),
    OBSERVER("CAC-106", "it is an observer, which CDI itself can defer", "Write @Observes(during = TransactionPhase.AFTER_SUCCESS), or call an annotated method of another bean from it."),
    DISPOSER("CAC-107", "it is a disposer, which has to run before its object is gone", "Move what has to wait into a method of its own, or call AfterCommitService.call(...)."),
    INITIALIZER("CAC-108", "it is an initializer, which the container calls without interceptors", "Move what has to wait into a method of its own, or call AfterCommitService.call(...)."),
    LIFECYCLE("CAC-109", "it is a lifecycle or interceptor method, which the container calls itself", "Move what has to wait into a method of its own, or call AfterCommitService.call(...)."),

    EJB_ASYNCHRONOUS("CAC-111", "it is jakarta.ejb.Asynchronous, and would be started on another thread again and again", "Use jakarta.enterprise.concurrent.Asynchronous on a method of a CDI bean."),
    TIMEOUT("CAC-112", "it is a timeout method, which the timer service calls in no transaction of a caller", "Call AfterCommitService.call(...) in it."),
    REMOVE("CAC-113", "it is a @Remove method, which has to remove its bean at once", "Move what has to wait into a method of its own, or call AfterCommitService.call(...)."),
    MESSAGE_DRIVEN("CAC-114", "the class is a message-driven bean, which has no caller whose transaction could commit", "Call AfterCommitService.call(...) in it."),
    OWN_TRANSACTION("CAC-115", "its transaction attribute (REQUIRES_NEW, NOT_SUPPORTED or NEVER) suspends or refuses the caller's transaction before the annotation is seen, so that it would be called too early",
            "Use REQUIRED, or annotate a method of another bean that calls this one."),
    BEAN_MANAGED("CAC-116", "the demarcation of its bean is bean-managed, which suspends the caller's transaction before the annotation is seen, so that it would be called too early",
            "Use container-managed demarcation, or annotate a method of another bean that calls this one."),
    NO_VIEW("CAC-117", "it is in no local view of its session bean, so that it cannot be called from outside later", "Add it to the local interface or make it public, or call AfterCommitService.call(...).");

    private static final System.Logger LOGGER = System.getLogger("io.github.callaftercommit");

    private final String id;
    private final String reason;
    private final String remedy;

    Misplacement(String id, String reason, String remedy) {
        this.id = id;
        this.reason = reason;
        this.remedy = remedy;
    }

    String message(AnnotatedMethod<?> method) {
        return message(signature(method.getJavaMember()));
    }

    String message(AnnotatedType<?> type) {
        return message(type.getJavaClass().getName());
    }

    /** @param place {@code class#method(parameters)} or a class */
    String message(String place) {
        return id + ": @CallAfterCommit on " + place + " cannot work, because " + reason + ". " + remedy;
    }

    static String report(List<String> problems) {
        return "CAC-100: This deployment is refused, because " + (problems.size() == 1 ? "an annotated method" : problems.size() + " annotated methods") + " could not be called after the commit:\n"
                + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
    }

    static void warnOfNoBean(AnnotatedType<?> type) {
        LOGGER.log(WARNING, "CAC-121: @CallAfterCommit in " + type.getJavaClass().getName() + " has no effect, because the "
                + (type.getJavaClass().isInterface() ? "type is an interface, and bindings are not inherited from interfaces. Annotate the implementing bean."
                        : "class is no bean of this deployment. Give it a scope such as @ApplicationScoped, and inject it."));
    }

    static void warnOfLostOverride(Method overriding, Method overridden) {
        LOGGER.log(WARNING, "CAC-122: @CallAfterCommit on " + signature(overridden) + " has no effect on " + signature(overriding)
                + ", which overrides it: method annotations are not inherited. Annotate it too if it is to wait for the commit.");
    }

    private static String signature(Method method) {
        return method.getDeclaringClass().getName() + '#' + method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }
}
