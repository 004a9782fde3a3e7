// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TomEE Plume: Jakarta EE 9.1. */
final class TomEE extends ServerUnderTest {

    private int port;

    TomEE(Platform platform) {
        super(platform);
    }

    @Override
    void configure(Database database) throws IOException {
        port = FreePorts.any();
        Folders.copy(home().resolve("conf"), instance.resolve("conf"));
        for (String folder : List.of("webapps", "temp", "work", "logs", "lib")) {
            Files.createDirectories(instance.resolve(folder));
        }
        Files.copy(Database.driver(), instance.resolve("lib/h2.jar"), StandardCopyOption.REPLACE_EXISTING);
        Folders.edit(instance.resolve("conf/server.xml"), "<Server port=\"8005\"", "<Server port=\"-1\"",
                "<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + port + "\"");
        for (Callers caller : Callers.values()) {
            Folders.edit(instance.resolve("conf/tomcat-users.xml"), "</tomcat-users>",
                    "<user username=\"%s\" password=\"%s\" roles=\"%s\"/></tomcat-users>".formatted(caller, caller,
                            caller.role));
        }
        Folders.edit(instance.resolve("conf/tomee.xml"), "</tomee>",
                """
                          <TransactionManager id="transactions" type="TransactionManager">
                            defaultTransactionTimeout = %d seconds
                          </TransactionManager>
                          <Resource id="xaSource" class-name="org.h2.jdbcx.JdbcDataSource">
                            URL = %s
                            User = sa
                          </Resource>
                        %s%s%s%s%s</tomee>
                        """.formatted(Database.TRANSACTION_TIMEOUT, database.url(),
                        dataSource("local", "JdbcUrl = " + database.url(), 1),
                        dataSource("xa", "XaDataSource = xaSource\n    JdbcUrl = " + database.url(), 1),
                        dataSource("wide", "JdbcUrl = " + database.url(), 20),
                        dataSource("eight", "JdbcUrl = " + database.url(), 8),
                        dataSource("eightXa", "XaDataSource = xaSource\n    JdbcUrl = " + database.url(), 8)));
    }

    private String dataSource(String name, String source, int size) {
        return """
                  <Resource id="%s" type="javax.sql.DataSource">
                    %s
                    JdbcDriver = org.h2.Driver
                    UserName = sa
                    JtaManaged = true
                    DataSourceCreator = dbcp
                    MaxTotal = %d
                    InitialSize = 0
                    MinIdle = 0
                    MaxWaitMillis = %d
                  </Resource>
                """.formatted(jndiName(name), source, size, Database.POOL_TIMEOUT_MILLIS);
    }

    @Override
    List<String> command() throws IOException {
        return List.of("sh", home().resolve("bin/catalina.sh").toString(), "run");
    }

    @Override
    Map<String, String> environment() {
        return Map.of("CATALINA_BASE", instance.toString(), "JAVA_OPTS",
                "-Xmx768m -Dopenejb.deploymentId.format={appId}/{ejbName}");
    }

    @Override
    String readyMark() {
        return "Server startup in";
    }

    @Override
    int httpPort() {
        return port;
    }

    @Override
    Path dropFolder() {
        return instance.resolve("webapps");
    }

    @Override
    String lookupName(String dataSource) {
        return "openejb:Resource/" + jndiName(dataSource);
    }

    @Override
    boolean isDeployed(String archive, String logSinceDrop) {
        return logSinceDrop.contains(archive + "] has finished") && !isRefused(archive, logSinceDrop);
    }

    @Override
    boolean isRefused(String archive, String logSinceDrop) {
        return logSinceDrop.contains("Unable to deploy")
                || logSinceDrop.contains("Error deploying web application archive");
    }

    @Override
    boolean isUndeployed(String archive, String logSinceRemoval) {
        return logSinceRemoval.contains("Undeploying context")
                && Files.notExists(dropFolder().resolve(archive.replace(".war", "")));
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return switch (feature) {
            case ASYNCHRONOUS -> Optional.of("Jakarta EE 9.1 has no @Asynchronous of Jakarta Concurrency");
            case MESSAGING -> Optional.of("no broker configured");
            case REDEPLOYMENT -> Optional.of("measured on WildFly and Payara");
            case LATE_LOGGING ->
                Optional.of("the transaction commits and the calls are lost, but the server no longer writes what an "
                        + "undeployed application logs");
            case LOGOUT -> Optional
                    .of("the server keeps the caller for the rest of the request, whoever logs out or in meanwhile");
            case EAR, EAR_OF_TWO_LIBRARIES -> Optional.of("takes EARs from another folder");
            case DESCRIPTOR_BEFORE_ANNOTATION ->
                Optional.of("TomEE lets the annotation of a method override ejb-jar.xml: refused");
            case REST_CLIENT -> Optional.of("TomEE makes no beans of REST clients");
            case TRANSACTION_OF_BEAN_IN_EJB, EJB_IN_FLUSH_OF_EJB -> Optional.empty();
        };
    }
}
