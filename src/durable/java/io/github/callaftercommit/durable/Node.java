// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.util.concurrent.CountDownLatch;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/** A process of the application, which is killed: {@code Node DIRECTORY URL RECIPE place ORDER | work}. */
@ApplicationScoped
class Node {

    /** Said when the order is committed, and nothing else has been done. */
    static final String COMMITTED = "COMMITTED";

    /** So many orders a node places. */
    static final int SOLD = 5;

    private static String directory;
    private static String url;

    @Inject
    AfterCommitService afterCommit;

    public static void main(String[] arguments) throws Exception {
        directory = arguments[0];
        url = arguments[1];
        Platform.configure(directory);
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            Recipe recipe = container.select(Class.forName(arguments[2]).asSubclass(Recipe.class)).get();
            if (arguments[3].equals("work")) {
                recipe.work();
                return;
            }
            long orderId = Long.parseLong(arguments[4]);
            if (arguments[3].equals("sell")) {
                sell(container.select(PromptRecipe.class).get(), recipe, orderId);
            }
            Node node = container.select(Node.class).get();
            try {
                node.placeAndRollBack(recipe, -orderId);
                throw new AssertionError("not rolled back");
            } catch (IllegalArgumentException rolledBack) {
                node.placeAndWait(recipe, orderId);
            }
        }
    }

    /** Places an order now and then, beside a scheduler. */
    private static void sell(PromptRecipe scheduler, Recipe recipe, long firstOrder) throws InterruptedException {
        scheduler.start();
        for (long orderId = firstOrder; orderId < firstOrder + SOLD; orderId++) {
            Thread.sleep(PromptRecipe.POLLING.toMillis() / SOLD);
            recipe.place(orderId);
        }
        new CountDownLatch(1).await();
    }

    /** Its order must never be shipped. */
    @Transactional
    public void placeAndRollBack(Recipe recipe, long orderId) {
        recipe.place(orderId);
        throw new IllegalArgumentException("declined");
    }

    /** What is called after the commit waits for the kill, so that the process dies between the commit and the work. */
    @Transactional
    public void placeAndWait(Recipe recipe, long orderId) {
        afterCommit.call(Node::waitForTheKill);
        recipe.place(orderId);
    }

    private static void waitForTheKill() {
        System.out.println(COMMITTED);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static String directory() {
        return directory;
    }

    static String url() {
        return url;
    }
}
