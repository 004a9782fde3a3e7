// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** A suite for each {@link Platform}, called like it: Failsafe gives each a JVM of its own. */
final class Suites {

    private Suites() {}

    @Suite
    @SelectPackages("io.github.callaftercommit.servers")
    @IncludeClassNamePatterns(".*IT")
    abstract static class All {}

    @ExcludeTags({"microprofile", "reactive"})
    abstract static class Servers extends All {}

    @ConfigurationParameter(key = "platform", value = "WildFly")
    static class WildFly extends Servers {}

    @ConfigurationParameter(key = "platform", value = "WildFlyPreview")
    static class WildFlyPreview extends Servers {}

    @ConfigurationParameter(key = "platform", value = "Payara")
    static class Payara extends Servers {}

    @ConfigurationParameter(key = "platform", value = "Payara7")
    static class Payara7 extends Servers {}

    @ExcludeTags({"microprofile", "reactive", "deploys"})
    @ConfigurationParameter(key = "platform", value = "PayaraMicro")
    static class PayaraMicro extends Servers {}

    @ConfigurationParameter(key = "platform", value = "GlassFish")
    static class GlassFish extends Servers {}

    @ConfigurationParameter(key = "platform", value = "GlassFish8")
    static class GlassFish8 extends Servers {}

    @ConfigurationParameter(key = "platform", value = "Liberty")
    static class Liberty extends Servers {}

    @ConfigurationParameter(key = "platform", value = "Liberty11")
    static class Liberty11 extends Servers {}

    @ConfigurationParameter(key = "platform", value = "TomEE")
    static class TomEE extends Servers {}

    @IncludeTags({"microprofile", "everywhere"})
    @ExcludeTags("quarkus")
    @ConfigurationParameter(key = "platform", value = "Helidon")
    static class Helidon extends All {}

    @IncludeTags({"microprofile", "everywhere"})
    @ConfigurationParameter(key = "platform", value = "Quarkus")
    static class Quarkus extends All {}

    @IncludeTags({"microprofile", "everywhere"})
    @ConfigurationParameter(key = "platform", value = "QuarkusNewest")
    static class QuarkusNewest extends All {}

    @IncludeTags("reactive")
    @ConfigurationParameter(key = "platform", value = "QuarkusReactive")
    static class QuarkusReactive extends All {}
}
