// SPDX-License-Identifier: Apache-2.0
package io.github.callaftercommit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The library")
class ArchitectureTest {

    private static final String PACKAGE = "io.github.callaftercommit";
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PACKAGE);

    @Test
    @DisplayName("shows its users the annotation, the service, its view of pending calls, the failure event and "
            + "what the container looks up, and nothing else")
    void publicTypes() {
        assertThat(LIBRARY.stream().filter(ArchitectureTest::isVisible).map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("CallAfterCommit", "WithoutTransaction", "AfterCommitService", "Callback",
                        "CallbackWithArgument", "CallbackWithArguments", "PendingCalls", "AfterCommitFailure",
                        "CallAfterCommitExtension", "CallAfterCommitBuildExtension", "DeploymentCheck");
    }

    @Test
    @DisplayName("is two packages")
    void onePackage() {
        classes().should().resideInAPackage(PACKAGE + "..").check(LIBRARY);
    }

    @Test
    @DisplayName("needs nothing but Java, Jakarta EE and the flight recorder")
    void dependencies() {
        noClasses().should().dependOnClassesThat()
                .resideOutsideOfPackages(PACKAGE + "..", "java..", "javax.naming..", "javax.xml.parsers..",
                        "org.w3c.dom..", "org.xml.sax..", "jakarta..", "jdk.jfr..", "org.jspecify.annotations..")
                .check(LIBRARY);
    }

    @Test
    @DisplayName("touches the flight recorder in one class only, which is not loaded where the recorder cannot be seen")
    void flightRecorderIsKeptApart() {
        noClasses().that().doNotHaveSimpleName("CallEvent").should().dependOnClassesThat().resideInAPackage("jdk.jfr..")
                .check(LIBRARY);
    }

    @Test
    @DisplayName("has no cycles of classes")
    void noCycles() {
        com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices()
                .assignedFrom(new com.tngtech.archunit.library.dependencies.SliceAssignment() {

                    @Override
                    public com.tngtech.archunit.library.dependencies.SliceIdentifier getIdentifierOf(JavaClass type) {
                        String name = type.getName();
                        return com.tngtech.archunit.library.dependencies.SliceIdentifier
                                .of(name.contains("$") ? name.substring(0, name.indexOf('$')) : name);
                    }

                    @Override
                    public String getDescription() {
                        return "files";
                    }
                }).should().beFreeOfCycles().check(LIBRARY);
    }

    @Test
    @DisplayName("keeps no state in static fields but constants")
    void noStaticState() {
        noFields().that().areStatic().should().notBeFinal().check(LIBRARY);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }
}
