// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.callaftercommit.servers.app.Demarcation;

/** What GlassFish and Payara have in common: a domain of their own, made by asadmin. */
abstract class DomainServer extends ServerUnderTest {

    private int portBase;

    DomainServer(Platform platform) {
        this(platform, "");
    }

    DomainServer(Platform platform, String variant) {
        super(platform, variant);
    }

    @Override
    void configure(Database database) throws Exception {
        portBase = FreePorts.offset(9, 37, 38, 39, 48, 49, 59, 66, 76, 80, 81, 86);
        ServerProcess
                .runToEnd(
                        List.of("bash", asadmin(), "create-domain", "--nopassword", "--portbase",
                                String.valueOf(portBase), "--domaindir", instance.toString(), "it"),
                        environment(), instance, Duration.ofMinutes(5));
        Path lib = Files.createDirectories(instance.resolve("it/lib"));
        Files.copy(Database.driver(), lib.resolve("h2.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(dropFolder());
        Path configuration = instance.resolve("it/config/domain.xml");
        Folders.edit(configuration, "<network-listener port=", "<network-listener address=\"127.0.0.1\" port=",
                "0.0.0.0", "127.0.0.1", "</resources>", messageFactory() + "</resources>", "</server>",
                "<resource-ref ref=\"jms/__defaultConnectionFactory\"/></server>", "<transaction-service ",
                messageBroker() + "<transaction-service ", "-Xmx512m", "-Xmx768m");
        addDataSources(configuration, database);
        for (Callers caller : Callers.values()) {
            Folders.append(instance.resolve("it/config/keyfile"),
                    caller + ";" + caller.saltedDigest() + ";" + caller.role);
        }
        finish(configuration);
    }

    /** Makes further edits of domain.xml. */
    abstract void finish(Path configuration) throws IOException;

    /** The embedded broker, bound to the loopback interface. */
    private String messageBroker() {
        return """
                <jms-service type="EMBEDDED" default-jms-host="default_JMS_host" start-args="-Dimq.hostname=127.0.0.1">
                  <jms-host name="default_JMS_host" host="127.0.0.1" port="%d" lazy-init="true"/>
                </jms-service>
                """.formatted(portBase + 76);
    }

    private static String messageFactory() {
        return """
                <connector-connection-pool name="jms/__defaultConnectionFactory-Connection-Pool"
                        resource-adapter-name="jmsra" connection-definition-name="jakarta.jms.ConnectionFactory"
                        steady-pool-size="1"/>
                <connector-resource pool-name="jms/__defaultConnectionFactory-Connection-Pool"
                        jndi-name="jms/__defaultConnectionFactory" object-type="system-all-req"/>
                """;
    }

    void addDataSources(Path configuration, Database database) throws IOException {
        String references = Database.SOURCES.stream()
                .map(source -> "<resource-ref ref=\"%s\"/>".formatted(jndiName(source))).collect(Collectors.joining());
        Folders.edit(configuration, "</resources>", pools(database) + "</resources>", "</server>",
                references + "</server>", "<transaction-service ",
                "<transaction-service timeout-in-seconds=\"" + Database.TRANSACTION_TIMEOUT + "\" ");
    }

    private String pools(Database database) {
        return pool(database, "local", "javax.sql.DataSource", 1) + pool(database, "xa", "javax.sql.XADataSource", 1)
                + pool(database, "wide", "javax.sql.DataSource", 20)
                + pool(database, "eight", "javax.sql.DataSource", 8)
                + pool(database, "eightXa", "javax.sql.XADataSource", 8);
    }

    private String pool(Database database, String name, String type, int size) {
        return """
                <jdbc-connection-pool name="%s" res-type="%s" datasource-classname="org.h2.jdbcx.JdbcDataSource"
                        steady-pool-size="0" max-pool-size="%d" pool-resize-quantity="1" max-wait-time-in-millis="%d">
                  <property name="URL" value="%s"/>
                  <property name="User" value="sa"/>
                  <property name="Password" value=""/>
                </jdbc-connection-pool>
                <jdbc-resource pool-name="%s" jndi-name="%s"/>
                """.formatted(name, type, size, Database.POOL_TIMEOUT_MILLIS, database.url(), name, jndiName(name));
    }

    private String asadmin() throws IOException {
        return home().resolve("bin/asadmin").toString();
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return feature == Feature.TRANSACTION_OF_BEAN_IN_EJB
                ? Optional.of("a transaction that a bean begins does not roll back JDBC where an EJB calls the bean")
                : Optional.empty();
    }

    @Override
    List<String> command() throws IOException {
        return List.of("bash", asadmin(), "start-domain", "--verbose", "--domaindir", instance.toString(), "it");
    }

    @Override
    Map<String, String> environment() {
        return Map.of("AS_JAVA", jdk().toString());
    }

    @Override
    String readyMark() {
        return "startup time";
    }

    @Override
    int httpPort() {
        return portBase + 80;
    }

    @Override
    Path dropFolder() {
        return instance.resolve("it/autodeploy");
    }

    @Override
    boolean isDeployed(String archive, String logSinceDrop) {
        return Files.exists(dropFolder().resolve(archive + "_deployed"));
    }

    @Override
    boolean isRefused(String archive, String logSinceDrop) {
        return Files.exists(dropFolder().resolve(archive + "_deployFailed"));
    }

    @Override
    boolean isUndeployed(String archive, String logSinceRemoval) {
        return Files.exists(dropFolder().resolve(archive + "_undeployed"));
    }

    @Override
    Optional<String> losesComponent(Demarcation outer) {
        return outer == Demarcation.TIMER
                ? Optional.of("Payara and GlassFish may complete it outside of the component: use a session bean")
                : Optional.empty();
    }
}
