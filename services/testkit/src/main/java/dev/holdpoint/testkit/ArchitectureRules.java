package dev.holdpoint.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The house rules for one module's classes.
 *
 * <p>A module switches them on with a test class of its own: {@code class ArchitectureTest
 * implements ArchitectureRules}, which names its domain packages.
 */
public interface ArchitectureRules {
    /** Packages of pure logic: JDK, events and each other only. */
    default Set<String> domainPackages() {
        return Set.of();
    }

    /** Where this module's classes are. */
    default Path compiled() {
        return Path.of("target", "classes");
    }

    @Test
    default void there_is_something_to_check() {
        assertThat(imported()).isNotEmpty();
    }

    @Test
    default void domain_packages_know_no_framework() {
        if (!domainPackages().isEmpty()) {
            check(
                    noClasses()
                            .that()
                            .resideInAnyPackage(domainPackages().toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    "io.quarkus..",
                                    "io.vertx..",
                                    "io.smallrye..",
                                    "jakarta..",
                                    "org.apache.kafka..",
                                    "org.hibernate..",
                                    "io.grpc.."));
        }
    }

    @Test
    default void only_the_event_log_knows_kafka() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "dev.holdpoint.eventlog..",
                                "dev.holdpoint.embedded..",
                                "dev.holdpoint.testkit..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.kafka..", "kafka.."));
    }

    @Test
    default void services_do_not_know_one_another() {
        for (var service : Services.ALL) {
            check(
                    noClasses()
                            .that()
                            .resideInAPackage(service.code())
                            .should()
                            .dependOnClassesThat(
                                    resideInAnyPackage(service.others())
                                            .and(not(resideInAnyPackage(Services.CONTRACTS)))));
        }
    }

    @Test
    default void the_edge_never_blocks() {
        check(BlockingCalls.noneIn("dev.holdpoint.edge.."));
    }

    @Test
    default void packages_say_what_they_are_about() {
        check(
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..",
                                "..common..",
                                "..helper..",
                                "..dto..",
                                "..impl..",
                                "..misc.."));
    }

    @Test
    default void class_names_say_what_they_are() {
        check(
                classes()
                        .that()
                        .resideOutsideOfPackages(Services.CONTRACTS)
                        .should()
                        .haveNameNotMatching(".*(Util|Helper|Manager|Impl|DTO)"));
    }

    /** Whether a class file is checked; compiled from no source of ours, it need not be. */
    default boolean isOurs(Location file) {
        return true;
    }

    private JavaClasses imported() {
        return new ClassFileImporter().withImportOption(this::isOurs).importPath(compiled());
    }

    private void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(imported());
    }
}
