package swoole4j.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Which libraries are needed. */
@Spec("framework 105, 106")
@AnalyzeClasses(packages = "swoole4j", importOptions = ImportOption.DoNotIncludeTests.class)
class LibraryRulesTest {
    @ArchTest
    static final ArchRule theApplicationLayerNeedsNothingButTheServer = classes()
            .that()
            .resideInAnyPackage("swoole4j.framework..", "swoole4j.engine.framework..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("swoole4j..", "java..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule nobodyNeedsLibrariesForJsonYamlTokensOrInjection = noClasses()
            .that()
            .resideInAPackage("swoole4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml..",
                    "com.google.gson..",
                    "org.yaml..",
                    "org.snakeyaml..",
                    "com.typesafe..",
                    "com.auth0..",
                    "com.nimbusds..",
                    "jakarta.inject..",
                    "javax.inject..",
                    "com.google.inject..",
                    "org.springframework..");

    /** All tests run without it. */
    @Test
    void noClientOfABrokerIsThere() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("io.lettuce.core.RedisClient"));
    }
}
