// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.callaftercommit.servers.app.Demarcation;

/** WildFly with its full configuration, so that it has a message broker. */
final class WildFly extends ServerUnderTest {

    /** Otherwise it takes minutes. */
    private static final String OFTEN_RECOVERED = " " + SHORT_LIVED
            + " -DRecoveryEnvironmentBean.periodicRecoveryPeriod=3"
            + " -DRecoveryEnvironmentBean.recoveryBackoffPeriod=1 -DJTAEnvironmentBean.orphanSafetyInterval=2000";

    private final Optional<Postgres> postgres;
    private int offset;

    WildFly(Platform platform) {
        super(platform);
        postgres = Optional.empty();
    }

    private WildFly(Platform platform, Postgres postgres) {
        super(platform, "-recovering");
        this.postgres = Optional.of(postgres);
    }

    @Override
    Optional<ServerUnderTest> recovering(Postgres database) {
        return Optional.of(new WildFly(platform, database));
    }

    @Override
    void configure(Database database) throws IOException {
        offset = FreePorts.offset(8080, 8443, 9990, 9993, 8009, 4712, 4713, 3528, 3529);
        Folders.copy(home().resolve("standalone"), instance);
        if (platform == Platform.WILDFLY_PREVIEW) {
            // its own configuration expects a broker outside the server
            Files.copy(home().resolve("docs/examples/configs/standalone-activemq-embedded.xml"),
                    instance.resolve("configuration/standalone-full.xml"), StandardCopyOption.REPLACE_EXISTING);
        }
        Folders.edit(instance.resolve("configuration/standalone-full.xml"), "scan-interval=\"5000\"",
                "scan-interval=\"500\"", "<coordinator-environment ",
                "<coordinator-environment default-timeout=\"" + Database.TRANSACTION_TIMEOUT + "\" ",
                "<managed-executor-services>",
                "<managed-executor-services><managed-executor-service name=\"bounded\" "
                        + "jndi-name=\"java:jboss/ee/concurrency/executor/bounded\" context-service=\"default\" "
                        + "hung-task-threshold=\"0\" core-threads=\"1\" max-threads=\"1\" queue-length=\"1\"/>");
        for (Callers caller : Callers.values()) {
            Folders.append(instance.resolve("configuration/application-users.properties"),
                    caller + "=" + caller.digest("ApplicationRealm"));
            Folders.append(instance.resolve("configuration/application-roles.properties"), caller + "=" + caller.role);
        }
        Files.writeString(dropFolder().resolve("it-ds.xml"), """
                <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
                %s%s%s%s%s</datasources>
                """.formatted(local(database, "local", 1), local(database, "wide", 20), local(database, "eight", 8),
                xa(database, "xa", 1), xa(database, "eightXa", 8)));
        if (postgres.isPresent()) {
            Files.copy(Postgres.driver(), dropFolder().resolve("postgresql.jar"));
            Files.writeString(dropFolder().resolve("postgres-ds.xml"), """
                    <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
                    %s%s</datasources>
                    """.formatted(recovered(postgres.get(), "first"), recovered(postgres.get(), "second")));
        }
    }

    private String recovered(Postgres database, String name) {
        return """
                  <xa-datasource jndi-name="%s" pool-name="%s" enabled="true">
                    <xa-datasource-property name="ServerName">127.0.0.1</xa-datasource-property>
                    <xa-datasource-property name="PortNumber">%d</xa-datasource-property>
                    <xa-datasource-property name="DatabaseName">postgres</xa-datasource-property>
                    <xa-datasource-class>org.postgresql.xa.PGXADataSource</xa-datasource-class>
                    <driver>postgresql.jar</driver>
                    <security><user-name>postgres</user-name><password>none</password></security>
                    <recovery><recover-credential>
                      <user-name>postgres</user-name><password>none</password>
                    </recover-credential></recovery>
                  </xa-datasource>
                """.formatted(jndiName(name), name, database.port());
    }

    private String local(Database database, String name, int size) {
        return """
                  <datasource jta="true" jndi-name="%s" pool-name="%s" enabled="true">
                    <connection-url>%s</connection-url>
                    <driver>h2</driver>
                    <pool><min-pool-size>0</min-pool-size><max-pool-size>%d</max-pool-size></pool>
                    <security><user-name>sa</user-name></security>
                    <timeout><blocking-timeout-millis>%d</blocking-timeout-millis></timeout>
                  </datasource>
                """.formatted(jndiName(name), name, database.url(), size, Database.POOL_TIMEOUT_MILLIS);
    }

    private String xa(Database database, String name, int size) {
        return """
                  <xa-datasource jndi-name="%s" pool-name="%s" enabled="true">
                    <xa-datasource-property name="URL">%s</xa-datasource-property>
                    <driver>h2</driver>
                    <xa-pool><min-pool-size>0</min-pool-size><max-pool-size>%d</max-pool-size></xa-pool>
                    <security><user-name>sa</user-name></security>
                    <recovery no-recovery="true"/>
                    <timeout><blocking-timeout-millis>%d</blocking-timeout-millis></timeout>
                  </xa-datasource>
                """.formatted(jndiName(name), name, database.url(), size, Database.POOL_TIMEOUT_MILLIS);
    }

    @Override
    boolean hasBoundedExecutor() {
        return true;
    }

    @Override
    List<String> command() throws IOException {
        return List.of("sh", home().resolve("bin/standalone.sh").toString(), "-c", "standalone-full.xml", "-b",
                "127.0.0.1", "-bmanagement", "127.0.0.1", "-Djboss.bind.address.private=127.0.0.1",
                "-Djboss.server.base.dir=" + instance, "-Djboss.socket.binding.port-offset=" + offset);
    }

    @Override
    Map<String, String> environment() {
        return Map.of("JAVA_OPTS", "-Xmx768m -Djava.net.preferIPv4Stack=true -Djava.awt.headless=true "
                + "-Djboss.modules.system.pkgs=org.jboss.byteman" + (postgres.isPresent() ? OFTEN_RECOVERED : ""));
    }

    @Override
    String readyMark() {
        return "WFLYSRV0025";
    }

    @Override
    int httpPort() {
        return 8080 + offset;
    }

    @Override
    Path dropFolder() {
        return instance.resolve("deployments");
    }

    @Override
    String jndiName(String dataSource) {
        return "java:jboss/datasources/" + dataSource;
    }

    @Override
    boolean isDeployed(String archive, String logSinceDrop) {
        return logSinceDrop.contains("WFLYSRV0010: Deployed \"" + archive)
                || logSinceDrop.contains("WFLYSRV0016: Replaced deployment \"" + archive);
    }

    @Override
    boolean isRefused(String archive, String logSinceDrop) {
        return logSinceDrop.contains("WFLYCTL0013") && Files.exists(dropFolder().resolve(archive + ".failed"));
    }

    @Override
    boolean isUndeployed(String archive, String logSinceRemoval) {
        return logSinceRemoval.contains("WFLYSRV0009: Undeployed \"" + archive);
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return feature == Feature.DESCRIPTOR_BEFORE_ANNOTATION
                ? Optional.of("WildFly lets the annotation of a method override ejb-jar.xml: refused")
                : Optional.empty();
    }

    @Override
    Optional<String> losesComponent(Demarcation outer) {
        return switch (outer) {
            case MESSAGE -> Optional.of("WildFly completes it outside of the component: use a session bean");
            case EJB_ASYNCHRONOUS, TIMER ->
                Optional.of("what a call starts on WildFly has no component there: use a session bean");
            default -> Optional.empty();
        };
    }
}
