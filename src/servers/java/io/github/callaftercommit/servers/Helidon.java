// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.io.File;
import java.util.List;

/** A Helidon MP application. */
final class Helidon extends BuiltApplication {

    private String url = "";

    Helidon(Platform platform) {
        super(platform, "", "helidon");
    }

    @Override
    void prepare() throws Exception {
        installLibrary();
        build(true);
    }

    @Override
    void connect(Database database) {
        url = database.url();
    }

    @Override
    List<String> command() {
        return List.of(java(), "-Xmx512m", "-Djava.util.logging.config.file=" + build.resolve("logging.properties"),
                "-Dserver.port=" + httpPort(), "-Dit.url=" + url, "-cp",
                build.resolve("target/classes") + File.pathSeparator + build.resolve("target/libraries") + "/*",
                "io.helidon.microprofile.cdi.Main");
    }

    @Override
    String readyMark() {
        return "Server started on";
    }
}
