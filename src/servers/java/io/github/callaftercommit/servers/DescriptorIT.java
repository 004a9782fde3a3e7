// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnServer
@Tag("deploys")
@Order(9)
class DescriptorIT {

    /** It says REQUIRED of a method that is annotated with REQUIRES_NEW. */
    private static final String DESCRIPTOR = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
              <enterprise-beans>
                <session><ejb-name>Described</ejb-name><transaction-type>%s</transaction-type></session>
              </enterprise-beans>
              <assembly-descriptor>
                <container-transaction>
                  <method><ejb-name>%s</ejb-name><method-name>send</method-name></method>
                  <trans-attribute>%s</trans-attribute>
                </container-transaction>
                <container-transaction>
                  <method><ejb-name>Overridden</ejb-name><method-name>*</method-name></method>
                  <method><ejb-name>Overridden</ejb-name><method-name>send</method-name></method>
                  <trans-attribute>Required</trans-attribute>
                </container-transaction>
              </assembly-descriptor>
            </ejb-jar>
            """;

    /** A server may keep in mind that it has refused an archive of that name. */
    private static Path war(String type, String bean, String attribute) throws Exception {
        return new Archive().addPackage("WEB-INF/classes/", "described")
                .add("WEB-INF/lib/call-after-commit.jar", Archive.library())
                .add("WEB-INF/ejb-jar.xml",
                        DESCRIPTOR.formatted(type, bean, attribute).getBytes(StandardCharsets.UTF_8))
                .write(RunningServer.file(type + attribute + ".war"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({"Container, Described, RequiresNew, 'CAC-115:', 'REQUIRES_NEW in ejb-jar.xml'",
            "Container, Described, NotSupported, 'CAC-115:', 'NOT_SUPPORTED in ejb-jar.xml'",
            "Container, Described, Mandatory, 'CAC-118:', 'DescribedBean#send(List)'",
            "Bean, Overridden, Required, 'CAC-116:', 'DescribedBean#send(List)'"})
    @DisplayName("What ejb-jar.xml makes impossible is refused")
    void isRefused(String type, String bean, String attribute, String id, String text, RunningServer running)
            throws Exception {
        String log = running.server.drop(war(type, bean, attribute));
        running.server.remove(type + attribute + ".war");

        assertThat(log).contains("CAC-100", id, text);
    }

    @Test
    @DisplayName("What ejb-jar.xml makes possible is called after the commit, dropped on rollback")
    void isCalled(RunningServer running) throws Exception {
        String war = "ContainerRequired.war";
        String log = running.server.drop(war("Container", "Described", "Required"));
        if (running.server.lacks(Feature.DESCRIPTOR_BEFORE_ANNOTATION).isPresent()) {
            running.server.remove(war);
            assertThat(log).contains("CAC-115: ", "OverriddenBean#send(List)", "REQUIRES_NEW");
            Assumptions.abort(running.server.lacks(Feature.DESCRIPTOR_BEFORE_ANNOTATION).orElseThrow());
        }

        Answer answer = new Application(running.server.uri("ContainerRequired")).play("described");

        assertThat(answer.all("step")).containsExactly("body", "described", "overridden", "rolled back");
        running.server.undeploy(war);
    }
}
