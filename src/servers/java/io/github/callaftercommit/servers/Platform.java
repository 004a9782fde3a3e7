// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What the scenarios run on, in the order of the matrix: each has a suite of its own among the {@link Suites}. */
enum Platform {
    WILDFLY("WildFly", "10", 17, "org.wildfly:wildfly-dist:39.0.1.Final:zip", WildFly::new),
    WILDFLY_PREVIEW("WildFly Preview", "11", 17, "org.wildfly:wildfly-preview-dist:39.0.1.Final:zip", WildFly::new),
    PAYARA("Payara", "10", 17, "fish.payara.distributions:payara:6.2025.9:zip", Payara::new),
    PAYARA_7("Payara", "11", 21, "fish.payara.distributions:payara:7.2025.1:zip", Payara::new),
    PAYARA_MICRO("Payara Micro", "10", 17, "fish.payara.extras:payara-micro:6.2025.9:jar", PayaraMicro::new),
    GLASSFISH("GlassFish", "10", 17, "org.glassfish.main.distributions:glassfish:7.0.21:zip", GlassFish::new),
    GLASSFISH_8("GlassFish", "11", 21, "org.glassfish.main.distributions:glassfish:8.0.0:zip", GlassFish::new),
    LIBERTY("Open Liberty", "10", 17, "io.openliberty:openliberty-runtime:26.0.0.3:zip", OpenLiberty::new),
    LIBERTY_11("Open Liberty", "11", 17, "io.openliberty:openliberty-runtime:26.0.0.5:zip", OpenLiberty::new),
    TOMEE("TomEE", "9.1", 17, "org.apache.tomee:apache-tomee:9.0.0:zip:plume", TomEE::new),
    HELIDON("Helidon MP", "", 21, "io.helidon:helidon-dependencies:4.2.3:pom", Helidon::new),
    QUARKUS("Quarkus", "", 17, "io.quarkus.platform:quarkus-bom:3.34.1:pom", Quarkus::new),
    QUARKUS_NEWEST("Quarkus", "", 17, "io.quarkus.platform:quarkus-bom:3.37.4:pom", Quarkus::new),
    QUARKUS_REACTIVE("Reactive Quarkus", "", 17, "io.quarkus.platform:quarkus-bom:3.37.1:pom", ReactiveQuarkus::new);

    /** Since this Java, what waits in a monitor pins no virtual thread. */
    static final int VIRTUAL_THREADS = 25;

    /** The level of Jakarta EE, or nothing. */
    final String ee;

    /** The oldest Java that it runs on. */
    final int java;

    /** Its coordinates, with type and classifier. */
    final String artifact;

    private final String label;
    private final Function<Platform, ServerUnderTest> server;

    Platform(String label, String ee, int java, String artifact, Function<Platform, ServerUnderTest> server) {
        this.label = label;
        this.ee = ee;
        this.java = java;
        this.artifact = artifact;
        this.server = server;
    }

    /** The platform with that name, however it is written. */
    static Platform named(String name) {
        return Arrays.stream(values()).filter(platform -> platform.name().replace("_", "").equalsIgnoreCase(name))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("No platform is called " + name));
    }

    /** The platform that this JVM is about. */
    static Platform requested() {
        return named(System.getProperty("platform"));
    }

    String version() {
        return artifact.split(":")[2];
    }

    /** Its name and version, for people. */
    String title() {
        return label + " " + version().replace(".Final", "");
    }

    /** The name of its folders and files. */
    String folder() {
        return name().toLowerCase().replace("_", "");
    }

    ServerUnderTest server() {
        return server.apply(this);
    }

    /** The JDK that it runs on, where there is one that is new enough. */
    Optional<Path> jdk() {
        return this == QUARKUS_NEWEST ? Jdks.atLeast(VIRTUAL_THREADS).or(() -> Jdks.atLeast(java)) : Jdks.atLeast(java);
    }
}
