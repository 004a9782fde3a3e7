// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.callaftercommit.servers.app.Demarcation;

/**
 * A server that Maven has unpacked: it runs on an instance directory of its own, on free ports of the loopback
 * interface, and takes archives by file drop.
 */
abstract class ServerUnderTest {

    /** For what does not live long enough for the second compiler. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration DEPLOYMENT = Duration.ofMinutes(4);

    final Platform platform;
    final Path instance;
    final Path unpacked;
    private ServerProcess process;

    ServerUnderTest(Platform platform) {
        this(platform, "");
    }

    ServerUnderTest(Platform platform, String variant) {
        this.platform = platform;
        unpacked = directory().resolve(platform.folder());
        instance = directory().resolve(platform.folder() + variant + "-instance");
    }

    /** The server that this run of the tests is about. */
    static ServerUnderTest requested() {
        return Platform.requested().server();
    }

    /** Where the servers, their database driver and their results are. */
    static Path directory() {
        return Path.of(System.getProperty("it.servers"));
    }

    /** Whether it has an executor with one thread and room for one more. */
    boolean hasBoundedExecutor() {
        return false;
    }

    /** Fetches what is to be run. */
    void prepare() throws Exception {
        Maven.unpack(platform.artifact, unpacked);
    }

    /** The JDK that it runs on. */
    Path jdk() {
        return platform.jdk().orElseThrow();
    }

    /** Writes the configuration of a new instance. */
    abstract void configure(Database database) throws Exception;

    abstract List<String> command() throws IOException;

    abstract Map<String, String> environment();

    /** What it logs when it is ready. */
    abstract String readyMark();

    abstract int httpPort();

    abstract Path dropFolder();

    abstract boolean isDeployed(String archive, String logSinceDrop);

    abstract boolean isRefused(String archive, String logSinceDrop);

    abstract boolean isUndeployed(String archive, String logSinceRemoval);

    /** The name under which the server knows the data source {@code local}, {@code xa} or {@code wide}. */
    String jndiName(String dataSource) {
        return "jdbc/" + dataSource;
    }

    /** What web.xml has to look up for the data source. */
    String lookupName(String dataSource) {
        return jndiName(dataSource);
    }

    /** The same server with as few features as the library needs, where it has features to leave out. */
    Optional<ServerUnderTest> minimal() {
        return Optional.empty();
    }

    /** The same server with data sources and recovery on that database, where it is killed. */
    Optional<ServerUnderTest> recovering(Postgres postgres) {
        return Optional.empty();
    }

    /** Why the server cannot run the scenarios that need the feature, or empty where it can. */
    Optional<String> lacks(Feature feature) {
        return Optional.empty();
    }

    /** Why a call has no {@code java:comp} after a transaction of that kind, or empty where it has. */
    Optional<String> losesComponent(Demarcation outer) {
        return Optional.empty();
    }

    void start(Database database) throws Exception {
        prepare();
        Folders.delete(instance);
        Files.createDirectories(instance);
        configure(database);
        launch();
    }

    void launch() throws IOException {
        process = ServerProcess.start(command(), environment(), instance);
        process.await("'" + readyMark() + "'", START, () -> process.log().contains(readyMark()));
    }

    /** Drops the archive and waits until the server has taken it. */
    void deploy(Path archive) throws Exception {
        String log = drop(archive);
        if (isRefused(archive.getFileName().toString(), log)) {
            throw new IOException("The server has refused " + archive + ". Its log:\n" + log);
        }
    }

    /** Drops the archive and returns what the server logs until it has taken or refused it. */
    String drop(Path archive) throws Exception {
        String name = archive.getFileName().toString();
        int before = process.log().length();
        Path arriving = instance.resolve("arriving-" + name);
        Files.copy(archive, arriving, StandardCopyOption.REPLACE_EXISTING);
        Files.move(arriving, dropFolder().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        process.await("the deployment of " + name, DEPLOYMENT,
                () -> isDeployed(name, process.logFrom(before)) || isRefused(name, process.logFrom(before)));
        return process.logFrom(before);
    }

    /** Removes what the server has refused. */
    void remove(String archive) throws IOException {
        Files.deleteIfExists(dropFolder().resolve(archive));
    }

    void undeploy(String archive) throws Exception {
        int before = process.log().length();
        remove(archive);
        process.await("the end of " + archive, DEPLOYMENT, () -> isUndeployed(archive, process.logFrom(before)));
    }

    URI uri(String context) {
        return URI.create("http://127.0.0.1:" + httpPort() + "/" + context + "/");
    }

    ServerProcess process() {
        return process;
    }

    void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** The one folder that the archive of the server holds. */
    Path home() throws IOException {
        try (Stream<Path> folders = Files.list(unpacked)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }
}
