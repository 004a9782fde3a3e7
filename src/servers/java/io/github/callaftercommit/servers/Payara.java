// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Payara Server. */
final class Payara extends DomainServer {

    /** What one of the two configurations of a new domain has. */
    private static final String RECOVERY = " automatic-recovery=\"true\"";

    private final Optional<Postgres> postgres;

    Payara(Platform platform) {
        super(platform);
        postgres = Optional.empty();
    }

    private Payara(Platform platform, Postgres postgres) {
        super(platform, "-recovering");
        this.postgres = Optional.of(postgres);
    }

    @Override
    Optional<ServerUnderTest> recovering(Postgres database) {
        return Optional.of(new Payara(platform, database));
    }

    @Override
    void finish(Path configuration) throws IOException {
        Folders.edit(configuration, "<jvm-options>-Xmx768m</jvm-options>",
                "<jvm-options>-Xmx768m</jvm-options><jvm-options>-Dhazelcast.socket.bind.any=false</jvm-options>"
                        + "<jvm-options>-Dhazelcast.socket.server.bind.any=false</jvm-options>",
                "<hazelcast-runtime-configuration ", "<hazelcast-runtime-configuration interface=\"127.0.0.1\" ");
        if (postgres.isPresent()) {
            Files.copy(Postgres.driver(), instance.resolve("it/lib/postgresql.jar"));
            Folders.edit(configuration, "<jvm-options>-Xmx768m</jvm-options>",
                    "<jvm-options>-Xmx768m</jvm-options><jvm-options>" + SHORT_LIVED + "</jvm-options>", RECOVERY, "",
                    "<transaction-service ", "<transaction-service" + RECOVERY + " ", "</resources>",
                    recovered(postgres.get(), "first") + recovered(postgres.get(), "second") + "</resources>",
                    "</server>", "<resource-ref ref=\"%s\"/><resource-ref ref=\"%s\"/></server>"
                            .formatted(jndiName("first"), jndiName("second")));
        }
    }

    private String recovered(Postgres database, String name) {
        return """
                <jdbc-connection-pool name="%s" res-type="javax.sql.XADataSource"
                        datasource-classname="org.postgresql.xa.PGXADataSource">
                  <property name="ServerName" value="127.0.0.1"/>
                  <property name="PortNumber" value="%d"/>
                  <property name="DatabaseName" value="postgres"/>
                  <property name="User" value="postgres"/>
                  <property name="Password" value="none"/>
                </jdbc-connection-pool>
                <jdbc-resource pool-name="%s" jndi-name="%s"/>
                """.formatted(name, database.port(), name, jndiName(name));
    }
}
