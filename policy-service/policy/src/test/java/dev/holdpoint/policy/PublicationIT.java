package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.ACTIVATED;
import static dev.holdpoint.policy.PolicyInstances.edit;
import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.policy.api.RegisterProjection;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.ConditionBombs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances on one real database and broker: publishing, agreeing, restarting. */
class PublicationIT {
    private static final String UNSENT =
            """
            SELECT count(*) FROM policy.events
             WHERE store_sequence > (SELECT store_sequence FROM policy.relay_position)
            """;
    private final PolicyInstances instances = new PolicyInstances();

    @AfterEach
    void stop() {
        instances.close();
    }

    @Test
    void two_instances_publish_once_and_agree() {
        var documents = Surroundings.demoDocuments();
        var first = instances.start(documents);
        var second = instances.start(documents);

        await().until(() -> first.isLoaded() && second.isLoaded());

        await().untilAsserted(
                        () ->
                                assertThat(first.current().number())
                                        .isEqualTo(instances.events("%")));
        await().until(() -> second.current().number() == first.current().number());
        assertThat(second.current().revisionId()).isEqualTo(first.current().revisionId());
        assertThat(second.current().targets()).isEqualTo(first.current().targets());
        assertThat(second.current().grants()).isEqualTo(first.current().grants());
        assertThat(instances.events(ACTIVATED)).isEqualTo(1);
        assertThat(instances.events("%TargetRegistered%")).isEqualTo(1);
        assertThat(instances.events("%GrantIssued%")).isEqualTo(4);
    }

    @Test
    void what_one_instance_publishes_decides_in_the_other() {
        var documents = Surroundings.demoDocuments();
        var first = instances.start(documents);
        await().until(() -> first.isLoaded());
        var second = instances.start(Surroundings.demoDocuments());
        await().until(() -> second.isLoaded());
        var before = first.current().revisionId();

        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");

        await().until(() -> !first.current().revisionId().equals(before));
        await().until(() -> second.current().revisionId().equals(first.current().revisionId()));
        await().until(() -> instances.events("%PolicyRetired%") == 1);
    }

    @Test
    void a_restart_publishes_nothing_anew_and_old_content_can_come_back() {
        var documents = Surroundings.demoDocuments();
        var first = instances.start(documents);
        await().until(() -> first.isLoaded());
        var original = first.current().revisionId();
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().until(() -> instances.events("%PolicyRetired%") == 1);
        long published = instances.events("%");
        first.close();

        var again = instances.start(documents);
        await().until(() -> again.current().number() == published);
        edit(documents, "policy-payments.yaml", "Changes by agents", "Writes by agents");

        await().until(() -> again.current().revisionId().equals(original));
        assertThat(instances.events(ACTIVATED)).isEqualTo(3);
    }

    @Test
    void all_that_a_directory_changes_is_one_transaction_at_one_time() {
        var documents = Surroundings.demoDocuments();
        var first = instances.start(documents);
        await().until(first::isLoaded);
        await().until(() -> first.current().number() == instances.events("%"));
        first.close();
        long before = instances.events("%");
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        edit(documents, "target-payments.yaml", "env: demo", "env: other");
        edit(
                documents,
                "grants.yaml",
                "effects: [ read, write, session ]\n  owner: bea",
                "effects: [ read, write ]\n  owner: bea");
        edit(documents, "grants.yaml", "owner: carol", "owner: dora");

        var again = instances.start(documents);
        await().until(() -> instances.events(ACTIVATED) == 2 && again.isLoaded());

        var appended = " FROM policy.events WHERE store_sequence > " + before;
        assertThat(
                        instances.database.value(
                                "SELECT string_agg(split_part(type, '.', 4), ','"
                                        + " ORDER BY store_sequence)"
                                        + appended))
                .contains("PolicyActivated", "TargetChanged", "GrantNarrowed")
                .contains("GrantRevoked,GrantIssued");
        assertThat(instances.database.value("SELECT count(DISTINCT xmin::text)" + appended))
                .isEqualTo("1");
        assertThat(instances.database.value("SELECT count(DISTINCT time)" + appended))
                .isEqualTo("1");
    }

    @Test
    void nothing_that_is_half_written_is_published() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.isLoaded());
        var grants = documents.resolve("grants.yaml");
        var whole = Surroundings.read(grants);
        var before = rulebooks.current().revisionId();

        for (int version = 0; version < 1000; version++) {
            Surroundings.write(grants, whole + "# version " + version + "\n");
        }
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");

        await().until(() -> !rulebooks.current().revisionId().equals(before));
        await().until(() -> rulebooks.current().number() == instances.events("%"));
        assertThat(instances.events("%GrantIssued%")).isEqualTo(4);
        assertThat(instances.events("%GrantRevoked%")).isZero();
    }

    @Test
    void a_broken_directory_changes_nothing() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.isLoaded());
        await().until(() -> rulebooks.current().number() == instances.events("%"));
        var before = rulebooks.current();

        Surroundings.write(documents.resolve("more.yaml"), "kind: Policy\nkind: Grant\n");
        await().until(() -> rulebooks.problem().isPresent());

        assertThat(rulebooks.problem().orElse(""))
                .contains("more.yaml:2:1")
                .contains("there twice");
        assertThat(rulebooks.current()).isEqualTo(before);
    }

    @Test
    void a_condition_that_doubles_a_text_at_each_of_thirty_levels_changes_nothing() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.isLoaded());
        await().until(() -> rulebooks.current().number() == instances.events("%"));
        var before = rulebooks.current();

        Surroundings.write(
                documents.resolve("bomb.yaml"), Asking.source(ConditionBombs.RULE).text());
        await().until(() -> rulebooks.problem().isPresent());

        assertThat(rulebooks.problem().orElse(""))
                .contains("bomb.yaml:7:", ConditionBombs.TOLD, ConditionBombs.HINT);
        assertThat(rulebooks.current()).isEqualTo(before);
    }

    @Test
    void a_directory_that_lost_its_policies_changes_nothing_until_they_are_back() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = instances.start(documents);
        await().until(() -> rulebooks.isLoaded());
        await().until(() -> rulebooks.current().number() == instances.events("%"));
        var before = rulebooks.current();
        var policies = documents.resolve("policy-payments.yaml");
        var text = Surroundings.read(policies);

        Surroundings.delete(policies);
        await().until(() -> rulebooks.problem().isPresent());

        assertThat(rulebooks.problem().orElse(""))
                .contains("has lost all its policies", "deny in a policy");
        assertThat(rulebooks.current()).isEqualTo(before);
        Surroundings.write(policies, text);
        await().until(() -> rulebooks.problem().isEmpty());
        assertThat(rulebooks.current()).isEqualTo(before);
    }

    @Test
    void a_directory_whose_link_is_swapped_is_published_whole() throws IOException {
        var next = Surroundings.demoDocuments();
        edit(next, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        var link = next.resolveSibling(next.getFileName() + "-current");
        Files.createSymbolicLink(link, Surroundings.demoDocuments());
        var rulebooks = instances.start(link);
        await().until(() -> rulebooks.isLoaded());
        var before = rulebooks.current().revisionId();

        var swapped = Files.createSymbolicLink(next.resolveSibling("swapped"), next);
        Files.move(swapped, link, StandardCopyOption.ATOMIC_MOVE);

        await().until(() -> !rulebooks.current().revisionId().equals(before));
        assertThat(instances.events(ACTIVATED)).isEqualTo(2);
        Files.delete(link);
    }

    @Test
    void the_register_rebuilt_from_the_log_equals_itself() {
        var rulebooks = instances.start(Surroundings.demoDocuments());
        await().until(() -> rulebooks.isLoaded());
        await().until(() -> rulebooks.current().number() == instances.events("%"));
        await().until(() -> instances.database.value(UNSENT).equals("0"));
        var register = new RegisterProjection();
        var runner =
                settled(
                        ProjectionRunner.start(
                                instances.vertx,
                                instances.log(),
                                instances.pool,
                                PolicyParts.SCHEMA,
                                register));
        await().until(() -> settled(runner.lag()) == 0);
        assertThat(instances.database.value("SELECT count(*) >= 4 FROM policy.grants"))
                .isEqualTo("true");
        var before = settled(ProjectionRunner.digest(instances.pool, PolicyParts.SCHEMA, register));

        settled(
                ProjectionRunner.rebuild(
                        instances.vertx,
                        instances.log(),
                        instances.pool,
                        PolicyParts.SCHEMA,
                        register));

        assertThat(settled(ProjectionRunner.digest(instances.pool, PolicyParts.SCHEMA, register)))
                .isEqualTo(before);
        settled(runner.stop());
    }
}
