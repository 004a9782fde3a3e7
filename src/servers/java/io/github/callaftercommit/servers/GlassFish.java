// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.nio.file.Path;
import java.util.Optional;

import io.github.callaftercommit.servers.app.Demarcation;

/** Eclipse GlassFish. */
final class GlassFish extends DomainServer {

    GlassFish(Platform platform) {
        super(platform);
    }

    @Override
    Optional<String> lacks(Feature feature) {
        return switch (feature) {
            case REDEPLOYMENT -> Optional.of("measured on WildFly and Payara");
            case EAR_OF_TWO_LIBRARIES ->
                Optional.of("GlassFish does not deploy two WARs that each have the same jar (WELD-000163)");
            default -> super.lacks(feature);
        };
    }

    @Override
    Optional<String> losesComponent(Demarcation outer) {
        return switch (outer) {
            case MESSAGE -> Optional.of("GlassFish completes it outside of the component: use a session bean");
            case EJB_ASYNCHRONOUS ->
                Optional.of("GlassFish may complete it outside of the component: use a session bean");
            default -> super.losesComponent(outer);
        };
    }

    @Override
    void finish(Path configuration) {
        // what it shares with Payara is all it needs
    }
}
