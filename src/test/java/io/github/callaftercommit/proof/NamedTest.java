// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.proof;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one test by its name, in a process of its own: the exit value says whether all of it passed. */
final class NamedTest {

    static final int PASSED = 0;
    static final int FAILED = 1;
    static final int NOT_FOUND = 2;

    private NamedTest() {}

    /** @param arguments class#method for each test; a method of a nested class is found by its name alone */
    public static void main(String... arguments) throws Exception {
        int result = PASSED;
        for (String test : arguments) {
            result = Math.max(result, run(test));
        }
        System.exit(result);
    }

    private static int run(String test) throws ClassNotFoundException {
        String[] parts = test.split("#");
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(methods(Class.forName(parts[0]), parts[1])).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.getFailures().forEach(failure -> System.out
                .println(test + " of " + failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()));
        if (summary.getTestsStartedCount() == 0) {
            return NOT_FOUND;
        }
        return summary.getTotalFailureCount() == 0 ? PASSED : FAILED;
    }

    private static List<MethodSelector> methods(Class<?> type, String name) {
        List<MethodSelector> found = new ArrayList<>();
        Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses()))
                .forEach(each -> Arrays.stream(each.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name)).filter(method -> !method.isSynthetic())
                        .map((Method method) -> selectMethod(each, method)).forEach(found::add));
        return found;
    }
}
