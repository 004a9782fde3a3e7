// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.IOException;
import java.nio.file.Path;

/** Payara Server. */
final class Payara extends DomainServer {

    Payara(Platform platform) {
        super(platform);
    }

    @Override
    void finish(Path configuration) throws IOException {
        Folders.edit(configuration, "<jvm-options>-Xmx768m</jvm-options>",
                "<jvm-options>-Xmx768m</jvm-options><jvm-options>-Dhazelcast.socket.bind.any=false</jvm-options>"
                        + "<jvm-options>-Dhazelcast.socket.server.bind.any=false</jvm-options>",
                "<hazelcast-runtime-configuration ", "<hazelcast-runtime-configuration interface=\"127.0.0.1\" ");
    }
}
