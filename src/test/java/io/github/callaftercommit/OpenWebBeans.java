// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/**
 * Where the tests run on OpenWebBeans: it refuses a deployment as Weld does it. Left alone it logs the problem, throws
 * an exception that does not tell it, and keeps the refused container.
 */
final class OpenWebBeans {

    /** Held strongly: java.util.logging would forget its filter otherwise. */
    private static final Logger PROBLEMS = Logger.getLogger("org.apache.webbeans.portable.events.discovery.ErrorStack");

    private OpenWebBeans() {}

    static boolean isUsed() {
        return isUsedBy(SeContainerInitializer.newInstance());
    }

    static boolean isUsedBy(SeContainerInitializer initializer) {
        return initializer.getClass().getName().startsWith("org.apache.openwebbeans.");
    }

    static SeContainer start(SeContainerInitializer initializer) throws Throwable {
        List<Throwable> problems = new ArrayList<>();
        PROBLEMS.setFilter(record -> {
            problems.add(record.getThrown());
            return false;
        });
        try {
            return initializer.initialize();
        } catch (RuntimeException refusal) {
            forgetRefusedContainer();
            throw problems.isEmpty() ? refusal : problems.get(0);
        } finally {
            PROBLEMS.setFilter(null);
        }
    }

    /** By reflection, because the tests are compiled without OpenWebBeans. */
    private static void forgetRefusedContainer() throws ReflectiveOperationException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader.loadClass("org.apache.webbeans.config.WebBeansFinder").getMethod("clearInstances", Object.class)
                .invoke(null, loader);
    }
}
