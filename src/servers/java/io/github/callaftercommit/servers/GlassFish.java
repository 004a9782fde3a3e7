// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.nio.file.Path;
import java.util.Optional;

/** Eclipse GlassFish. */
final class GlassFish extends DomainServer {

    GlassFish(Platform platform) {
        super(platform);
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return feature == Feature.REDEPLOYMENT ? Optional.of("measured on WildFly and Payara") : super.lacks(feature);
    }

    @Override
    void finish(Path configuration) {
        // what it shares with Payara is all it needs
    }
}
