// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Open Liberty with the features that the application needs. */
final class OpenLiberty extends ServerUnderTest {

    private static final List<String> MINIMAL = List.of("servlet-6.0", "cdi-4.0", "jdbc-4.3");
    private static final List<String> ALL = List.of("servlet-6.0", "cdi-4.0", "jdbc-4.3", "enterpriseBeansLite-4.0",
            "persistence-3.1", "jndi-1.0", "concurrent-3.0", "appSecurity-5.0", "mdb-4.0", "messagingServer-3.0",
            "messagingClient-3.0", "mpRestClient-3.0", "mpConfig-3.1");

    /** What Jakarta EE 11 has in place of features of Jakarta EE 10. */
    private static final Map<String, String> EE_11 = Map.of("servlet-6.0", "servlet-6.1", "cdi-4.0", "cdi-4.1",
            "persistence-3.1", "persistence-3.2", "concurrent-3.0", "concurrent-3.1", "appSecurity-5.0",
            "appSecurity-6.0");

    private final List<String> features;
    private int port;

    OpenLiberty(Platform platform) {
        this(platform, "", ALL);
    }

    private OpenLiberty(Platform platform, String variant, List<String> features) {
        super(platform, variant);
        this.features = features;
    }

    @Override
    Optional<ServerUnderTest> minimal() {
        return Optional.of(new OpenLiberty(platform, "-minimal", MINIMAL));
    }

    @Override
    void configure(Database database) throws IOException {
        port = FreePorts.any();
        Files.createDirectories(dropFolder());
        Path server = instance.resolve("servers/it");
        Files.writeString(server.resolve("jvm.options"), "-Xmx768m\n");
        Files.writeString(server.resolve("server.xml"),
                """
                        <server>
                          <featureManager>
                            <feature>%s</feature>
                          </featureManager>
                          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                          <applicationMonitor pollingRate="500ms"/>
                          <ltpa keysPassword="on-loopback-only"/>
                          <transaction totalTranLifetimeTimeout="%ds"/>
                          <library id="h2"><file name="%s"/></library>
                        %s%s%s%s%s%s</server>
                        """.formatted(String.join("</feature><feature>", featuresOfTheLevel()), port,
                        Database.TRANSACTION_TIMEOUT, Database.driver(),
                        dataSource(database, "local", "javax.sql.ConnectionPoolDataSource", 1),
                        dataSource(database, "xa", "javax.sql.XADataSource", 1),
                        dataSource(database, "wide", "javax.sql.ConnectionPoolDataSource", 20),
                        dataSource(database, "eight", "javax.sql.ConnectionPoolDataSource", 8),
                        dataSource(database, "eightXa", "javax.sql.XADataSource", 8),
                        features.equals(ALL) ? broker() + registry() : ""));
    }

    /** What the application sends stays in the server, whose endpoint is closed. */
    private static String broker() {
        return """
                  <wasJmsEndpoint enabled="false"/>
                  <messagingEngine><queue id="itWork"/></messagingEngine>
                  <jmsActivationSpec id="it/WorkListener"><properties.wasJms/></jmsActivationSpec>
                """;
    }

    private List<String> featuresOfTheLevel() {
        if (!platform.ee.equals("11")) {
            return features;
        }
        return features.stream().filter(feature -> !feature.startsWith("mp"))
                .map(feature -> EE_11.getOrDefault(feature, feature)).toList();
    }

    private static String registry() {
        StringBuilder registry = new StringBuilder("  <basicRegistry>\n");
        for (Callers caller : Callers.values()) {
            registry.append("    <user name=\"%s\" password=\"%s\"/><group name=\"%s\"><member name=\"%s\"/></group>\n"
                    .formatted(caller, caller, caller.role, caller));
        }
        return registry.append("  </basicRegistry>\n").toString();
    }

    private String dataSource(Database database, String name, String type, int size) {
        return """
                  <dataSource id="%s" jndiName="%s" type="%s">
                    <jdbcDriver libraryRef="h2" %s="org.h2.jdbcx.JdbcDataSource"/>
                    <properties URL="%s" user="sa" password=""/>
                    <connectionManager maxPoolSize="%d" minPoolSize="0" connectionTimeout="%dms"/>
                  </dataSource>
                """.formatted(name, jndiName(name), type, type, database.url(), size, Database.POOL_TIMEOUT_MILLIS);
    }

    @Override
    List<String> command() throws IOException {
        return List.of("sh", home().resolve("bin/server").toString(), "run", "it");
    }

    @Override
    Map<String, String> environment() {
        return Map.of("WLP_USER_DIR", instance.toString());
    }

    @Override
    String readyMark() {
        return "CWWKF0011I";
    }

    @Override
    int httpPort() {
        return port;
    }

    @Override
    Path dropFolder() {
        return instance.resolve("servers/it/dropins");
    }

    @Override
    boolean isDeployed(String archive, String logSinceDrop) {
        return logSinceDrop.contains("CWWKZ0001I: Application " + application(archive))
                || logSinceDrop.contains("CWWKZ0003I: The application " + application(archive));
    }

    @Override
    boolean isRefused(String archive, String logSinceDrop) {
        return logSinceDrop.contains("CWWKZ0002E") || logSinceDrop.contains("CWWKZ0004E");
    }

    @Override
    boolean isUndeployed(String archive, String logSinceRemoval) {
        return logSinceRemoval.contains("CWWKZ0009I: The application " + application(archive));
    }

    private static String application(String archive) {
        return archive.substring(0, archive.lastIndexOf('.'));
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return switch (feature) {
            case REDEPLOYMENT -> Optional.of("measured on WildFly and Payara");
            case EJB_IN_FLUSH_OF_EJB -> Optional.of("calls no EJB while the transaction of an EJB is flushed");
            case REST_CLIENT -> platform.ee.equals("11")
                    ? Optional.of("its MicroProfile REST Client does not go with Jakarta EE 11")
                    : Optional.empty();
            case MESSAGING, ASYNCHRONOUS, EAR, EAR_OF_TWO_LIBRARIES, LATE_LOGGING, LOGOUT, TRANSACTION_OF_BEAN_IN_EJB,
                    DESCRIPTOR_BEFORE_ANNOTATION ->
                Optional.empty();
        };
    }
}
