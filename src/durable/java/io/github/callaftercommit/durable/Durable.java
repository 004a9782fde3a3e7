// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.durable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Kills nodes between the commit and the work, starts them again, and tells whether the work was done; it fails where
 * it was not, or not once.
 */
final class Durable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final String DATABASE = "postgres";

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final DataSource database;

    private Durable(Path directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
        database = postgres.getPostgresDatabase();
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files
                .createTempDirectory(Files.createDirectories(Path.of("target", "durable").toAbsolutePath()), "run");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("max_prepared_transactions", "20")
                .start()) {
            Durable durable = new Durable(directory, postgres);
            durable.execute(Orders.TABLES);
            durable.execute(SchedulerRecipe.TABLE);
            durable.tell("A plain call after the commit, one node", MemoryRecipe.class, false, 1);
            durable.tell("A JMS message sent in the transaction, one node with its broker", JmsRecipe.class, true, 2);
            durable.tell("A task of db-scheduler written in the transaction, two nodes", SchedulerRecipe.class, true, 3,
                    4);
            durable.tell("The same, and a call after the commit that lets the scheduler look at once",
                    PromptRecipe.class, true, 5);
            durable.compareDelays();
            durable.killOneOfThree(30);
        }
    }

    private void tell(String what, Class<? extends Recipe> recipe, boolean survives, Integer... orders)
            throws Exception {
        System.out.println(what + ':');
        List<Path> nodes = new ArrayList<>();
        for (int order : orders) {
            nodes.add(Files.createDirectory(directory.resolve(recipe.getSimpleName() + order)));
            placeAndKill(recipe, nodes, order);
        }
        check(shipped(orders).isEmpty(), "  Nothing is shipped.");
        workUntilQuiet(recipe, nodes, orders);
        if (survives) {
            check(shipped(orders).equals(List.of(orders)),
                    "  Started again: order " + join(orders) + " shipped, once; what was rolled back is not.\n");
        } else {
            check(shipped(orders).isEmpty(), "  Started again: order " + join(orders)
                    + " is NOT shipped. The call was kept in memory, and is lost.\n");
        }
    }

    private void compareDelays() throws Exception {
        double polled = medianDelay(SchedulerRecipe.class, 10);
        double prompt = medianDelay(PromptRecipe.class, 20);
        check(prompt < polled, String.format(Locale.ROOT,
                "The scheduler polls every %d s: orders wait %.2f s for their work, and %.2f s with the call (medians "
                        + "of %d).",
                PromptRecipe.POLLING.toSeconds(), polled, prompt, Node.SOLD));
    }

    /** All three place orders and work; one dies while it works on two of them. */
    private void killOneOfThree(int firstOrder) throws Exception {
        System.out.println("Three nodes place " + 3 * Node.SHARED + " orders and work on them, each at once:");
        Integer[] orders = IntStream.range(firstOrder, firstOrder + 3 * Node.SHARED).boxed().toArray(Integer[]::new);
        List<NodeProcess> nodes = new ArrayList<>();
        try {
            for (String what : List.of("share", "die", "share")) {
                Path node = Files.createDirectory(directory.resolve("node " + (nodes.size() + 1)));
                nodes.add(new NodeProcess("node", node, url(), PromptRecipe.class, what,
                        orders[nodes.size() * Node.SHARED].toString()));
            }
            nodes.get(1).awaitCommit();
            nodes.get(1).kill();
            check(nodes.get(1).wasKilled(), "  Node 2 was killed (kill -9) while it worked on two of them.");
            String bySurvivors = "select count(*) from placed where id >= " + firstOrder + " and (id < "
                    + orders[Node.SHARED] + " or id >= " + orders[2 * Node.SHARED] + ")";
            Instant deadline = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(deadline)
                    && (number(bySurvivors) < 2 * Node.SHARED || notShipped(firstOrder) > 0)) {
                execute("select pg_sleep(0.1)");
            }
            execute("select pg_sleep(" + QUIET.toSeconds() + ")");
        } finally {
            nodes.forEach(NodeProcess::close);
        }
        tellWhoShipped(firstOrder);
    }

    private int notShipped(int firstOrder) throws SQLException {
        return number("select count(*) from placed where id >= " + firstOrder
                + " and not exists (select 1 from shipped where shipped.id = placed.id)");
    }

    private void tellWhoShipped(int firstOrder) throws SQLException {
        for (int node = 1; node <= 3; node++) {
            System.out.printf("  Node %d shipped %d.%n", node, number(
                    "select count(*) from shipped where id >= " + firstOrder + " and node = 'node " + node + "'"));
        }
        int twice = number("select count(*) from (select id from shipped where id >= " + firstOrder
                + " group by id having count(*) > 1) as again");
        check(notShipped(firstOrder) == 0 && twice == 1,
                "  Of " + number("select count(*) from placed where id >= " + firstOrder)
                        + " orders that were committed, each is shipped; one of them twice: node 2 had shipped it "
                        + "and could not say so any more.");
    }

    private int number(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    private double medianDelay(Class<? extends Recipe> recipe, int firstOrder) throws Exception {
        Integer[] orders = IntStream.range(firstOrder, firstOrder + Node.SOLD).boxed().toArray(Integer[]::new);
        Path node = Files.createDirectory(directory.resolve(recipe.getSimpleName() + "Delay"));
        NodeProcess selling = new NodeProcess("node", node, url(), recipe, "sell", String.valueOf(firstOrder));
        try {
            awaitShipped(PATIENCE, orders);
        } finally {
            selling.close();
        }
        check(shipped(orders).equals(List.of(orders)), "  Orders " + join(orders) + " shipped, each once.");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet median = statement.executeQuery("select percentile_cont(0.5) within group (order by "
                        + "extract(epoch from shipped.at - placed.at)) from shipped join placed using (id) where id >= "
                        + firstOrder + " and id < " + (firstOrder + Node.SOLD))) {
            median.next();
            return median.getDouble(1);
        }
    }

    private void awaitShipped(Duration patience, Integer... orders) throws SQLException {
        Instant deadline = Instant.now().plus(patience);
        while (Instant.now().isBefore(deadline) && !shipped(orders).containsAll(List.of(orders))) {
            execute("select pg_sleep(0.1)");
        }
    }

    private void placeAndKill(Class<? extends Recipe> recipe, List<Path> nodes, int order) throws Exception {
        try (NodeProcess node = new NodeProcess("node " + nodes.size(), nodes.get(nodes.size() - 1), url(), recipe,
                "place", String.valueOf(order))) {
            node.awaitCommit();
            node.kill();
            check(node.wasKilled(), "  Node " + nodes.size() + " committed order " + order
                    + ", and was killed (kill -9) before the work.");
        }
    }

    private void workUntilQuiet(Class<? extends Recipe> recipe, List<Path> directories, Integer... orders)
            throws Exception {
        List<NodeProcess> nodes = new ArrayList<>();
        try {
            for (Path node : directories) {
                nodes.add(new NodeProcess("node " + (nodes.size() + 1), node, url(), recipe, "work"));
            }
            awaitShipped(recipe == MemoryRecipe.class ? QUIET : PATIENCE, orders);
            // for what might be shipped twice, or after a rollback
            execute("select pg_sleep(" + QUIET.toSeconds() + ")");
        } finally {
            nodes.forEach(NodeProcess::close);
        }
    }

    /** Returns the orders that were shipped, negative where they had been rolled back. */
    private List<Integer> shipped(Integer... orders) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select case when row_found then id else -abs(id) end from shipped where abs(id) in ("
                                + join(orders).replace(" and order ", ", ") + ") order by 1")) {
            List<Integer> shipped = new ArrayList<>();
            while (rows.next()) {
                shipped.add(rows.getInt(1));
            }
            return shipped;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url() {
        return postgres.getJdbcUrl("postgres", DATABASE);
    }

    private static String join(Integer... orders) {
        return String.join(" and order ", Stream.of(orders).map(String::valueOf).toList());
    }

    private static void check(boolean holds, String claim) {
        if (!holds) {
            throw new IllegalStateException("This is not so: " + claim.strip());
        }
        System.out.println(claim);
    }
}
