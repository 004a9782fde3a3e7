// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.callaftercommit.AfterCommitService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

/**
 * A process of the application, which is killed:
 * {@code Node DIRECTORY URL RECIPE place ORDER | sell ORDER | share ORDER | die ORDER | work}.
 */
@ApplicationScoped
class Node {

    /** Said when the order is committed, and nothing else has been done. */
    static final String COMMITTED = "COMMITTED";

    /** So many orders a node places, for itself or beside others. */
    static final int SOLD = 5;
    static final int SHARED = 20;

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** One of those that a dying node is given it does not ship, one it ships and does not say so any more. */
    private static final int NOT_SHIPPED = 3;
    private static final int NOT_TOLD = 4;
    private static final CountDownLatch DYING = new CountDownLatch(2);
    private static final AtomicInteger WORKED = new AtomicInteger();
    private static boolean dies;

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
                sell(container.select(PromptRecipe.class).get(), recipe, orderId, SOLD,
                        PromptRecipe.POLLING.dividedBy(SOLD));
            } else if (!arguments[3].equals("place")) {
                dies = arguments[3].equals("die");
                sell(container.select(PromptRecipe.class).get(), recipe, orderId, SHARED, PAUSE);
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
    private static void sell(PromptRecipe scheduler, Recipe recipe, long firstOrder, int orders, Duration pause)
            throws InterruptedException {
        scheduler.start();
        for (long orderId = firstOrder; orderId < firstOrder + orders; orderId++) {
            Thread.sleep(pause.toMillis());
            recipe.place(orderId);
        }
        new CountDownLatch(1).await();
    }

    /** Does what is to be done once, unless this node is to die of it. */
    static void working(Runnable work) {
        int number = dies ? WORKED.incrementAndGet() : 0;
        if (number != NOT_SHIPPED) {
            work.run();
        }
        if (number == NOT_SHIPPED || number == NOT_TOLD) {
            DYING.countDown();
            if (DYING.getCount() == 0) {
                System.out.println(COMMITTED);
            }
            waitForever();
        }
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
        waitForever();
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** That of its directory. */
    static String name() {
        return Path.of(directory).getFileName().toString();
    }

    static String directory() {
        return directory;
    }

    static String url() {
        return url;
    }
}
