// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Starts the server before the first test, hands it to the tests, and writes down their results. */
final class ServerExtension implements BeforeAllCallback, ParameterResolver, TestWatcher {

    @Override
    public void beforeAll(ExtensionContext context) {
        Platform platform = Platform.named(context.getConfigurationParameter("platform").orElseThrow());
        // a suite names it to JUnit alone
        System.setProperty("platform", platform.folder());
        if (platform.jdk().isEmpty()) {
            String reason = "needs JDK " + platform.java;
            Results.add(Results.Outcome.NOT_APPLICABLE, "The server starts and takes the application", reason);
            Assumptions.abort(reason);
        }
        try {
            running(context);
        } catch (Throwable failure) {
            Results.add(Results.Outcome.FAILED, "The server starts and takes the application",
                    String.valueOf(failure).lines().findFirst().orElse(""));
            throw failure;
        }
        Results.add(Results.Outcome.PASSED, "The server starts and takes the application", "");
        Results.note("Jakarta EE", platform.ee);
        Results.note("Java", String.valueOf(Jdks.feature(platform.jdk().orElseThrow())));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RunningServer.class || type == Application.class || type == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningServer running = running(context);
        Class<?> type = parameter.getParameter().getType();
        return type == RunningServer.class
                ? running
                : type == Application.class ? running.application : running.database;
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        Results.add(Results.Outcome.PASSED, row(context), "");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        Results.add(Results.Outcome.FAILED, row(context), "");
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        Results.add(Results.Outcome.NOT_APPLICABLE, row(context),
                String.valueOf(cause.getMessage()).replace("Assumption failed: ", ""));
    }

    private static RunningServer running(ExtensionContext context) {
        Store store = context.getRoot().getStore(Namespace.create(ServerExtension.class));
        return store.getOrComputeIfAbsent(RunningServer.class, type -> start(), RunningServer.class);
    }

    private static RunningServer start() {
        try {
            return new RunningServer();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The name of the test and, where it is made several times, of the invocation. */
    private static String row(ExtensionContext context) {
        ExtensionContext parent = context.getParent().orElseThrow();
        return parent.getTestMethod().isPresent()
                ? parent.getDisplayName() + Matrix.BY + context.getDisplayName()
                : context.getDisplayName();
    }
}
