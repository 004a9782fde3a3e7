// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Payara Server. */
final class Payara extends DomainServer {

    Payara(Platform platform) {
        super(platform);
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return feature == Feature.EAR_LIBRARY && platform == Platform.PAYARA_7
                ? Optional.of("Payara 7 cannot create beans of lib while an EAR starts: put the jar into each WAR")
                : super.lacks(feature);
    }

    @Override
    void finish(Path configuration) throws IOException {
        Folders.edit(configuration, "<jvm-options>-Xmx768m</jvm-options>",
                "<jvm-options>-Xmx768m</jvm-options><jvm-options>-Dhazelcast.socket.bind.any=false</jvm-options>"
                        + "<jvm-options>-Dhazelcast.socket.server.bind.any=false</jvm-options>",
                "<hazelcast-runtime-configuration ", "<hazelcast-runtime-configuration interface=\"127.0.0.1\" ");
    }
}
