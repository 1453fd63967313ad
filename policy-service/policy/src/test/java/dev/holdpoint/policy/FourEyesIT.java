package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.edit;
import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.PolicyInstances.Instance;
import dev.holdpoint.policy.api.revision.RevisionView;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import dev.holdpoint.policy.revision.Proposal.Waiting;
import dev.holdpoint.policy.revision.RevisionRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a directory changes of grants and targets where there must be two, on a real database. */
class FourEyesIT {
    private static final Principal CAROL = Asking.human("carol", "security");
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final PolicyInstances instances = new PolicyInstances();
    private final Path documents = Surroundings.demoDocuments();
    private @Nullable Instance instance;

    @AfterEach
    void stop() {
        instances.close();
    }

    @BeforeEach
    void publish() {
        instance = instances.start(documents, true);
        activate(awaited(), Rulebook.NONE, CAROL);
        assertThat(instance().isLoaded()).isTrue();
    }

    @Test
    void a_target_that_moves_waits_for_a_second_person_who_names_what_waits() {
        var before = instance().current();
        edit(documents, "target-payments.yaml", "env: demo", "env: other");
        var waiting = awaited();
        assertThat(waiting.changes()).hasSize(1);
        assertThat(RevisionView.Waits.of(waiting).changes())
                .singleElement()
                .asString()
                .contains("target/payments TargetChanged", "other", "not shown")
                .doesNotContain("file:");
        assertThat(instance().current()).isEqualTo(before);
        assertThat(instance().parts().notice().orElse("")).contains(waiting.name().value());

        activate(waiting, waiting.revision(), CAROL);

        assertThat(instance().current().targets()).isNotEqualTo(before.targets());
        assertThat(instance().desk().waiting()).isEmpty();
    }

    @Test
    void policies_and_what_comes_with_them_are_activated_together_or_not_at_all() {
        var before = instance().current();
        edit(documents, "target-payments.yaml", "env: demo", "env: other");
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().atMost(PATIENT).until(() -> !awaited().revision().equals(before.revisionId()));
        var waiting = awaited();
        settled(instance().desk().shadow(waiting.revision(), CAROL, null));

        assertThatThrownBy(() -> order(new Order(waiting.revision(), before.revisionId()), CAROL))
                .isInstanceOf(RevisionRefused.Apart.class)
                .hasMessageContaining(waiting.name().value());
        assertThat(instance().current().revisionId()).isEqualTo(before.revisionId());
        assertThat(instance().current().targets()).isEqualTo(before.targets());

        activate(waiting, before.revisionId(), CAROL);
        assertThat(instance().current().revisionId()).isEqualTo(waiting.revision());
        assertThat(instance().current().targets()).isNotEqualTo(before.targets());
    }

    @Test
    void what_takes_rights_away_does_not_wait() {
        edit(
                documents,
                "grants.yaml",
                "effects: [ read, write, session ]\n  owner: bea",
                "effects: [ read ]\n  owner: bea");
        await().until(() -> instances.events("%GrantNarrowed%") == 1);
        edit(
                documents,
                "grants.yaml",
                "effects: [ read ]\n  owner: bea",
                "effects: [ read, ddl ]\n  owner: bea");
        assertThat(awaited().changes()).hasSize(1);
        assertThat(instances.events("%GrantIssued%")).isEqualTo(4);
        Surroundings.delete(documents.resolve("grants.yaml"));

        await().until(() -> instance().current().grants().isEmpty());
        assertThat(instance().desk().waiting()).isEmpty();
    }

    @Test
    void nothing_is_activated_by_the_name_of_something_else_nor_by_an_agent() {
        edit(documents, "target-payments.yaml", "env: demo", "env: other");
        var waiting = awaited();
        var active = waiting.revision();
        var other = new Digest("sha256:" + "0".repeat(64));

        assertThatThrownBy(() -> order(new Order(active, active, other), CAROL))
                .isInstanceOf(RevisionRefused.Apart.class);
        assertThatThrownBy(() -> activate(waiting, active, Asking.AGENT))
                .isInstanceOf(RevisionRefused.NotAPerson.class);
        assertThat(instances.events("%TargetChanged%")).isZero();
    }

    @Test
    void an_instance_that_cannot_read_the_directory_does_not_activate_its_policies_alone() {
        var before = instance().current().revisionId();
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().until(() -> !before.equals(instance().desk().seen().filed()));
        var filed = Objects.requireNonNull(instance().desk().seen().filed());
        var broken = Surroundings.demoDocuments();
        Surroundings.write(broken.resolve("more.yaml"), "kind: Policy\nkind: Grant\n");
        var elsewhere = instances.start(broken, true);
        await().until(elsewhere::isLoaded);

        assertThatThrownBy(
                        () ->
                                settled(
                                        elsewhere
                                                .desk()
                                                .activate(new Order(filed, before), CAROL, null)))
                .isInstanceOf(RevisionRefused.Apart.class);
    }

    private Waiting awaited() {
        await().atMost(PATIENT).until(() -> instance().desk().waiting().isPresent());
        return instance().desk().waiting().orElseThrow();
    }

    private void activate(Waiting waiting, RevisionId expected, Principal by) {
        order(new Order(waiting.revision(), expected, waiting.name()), by);
    }

    private void order(Order order, Principal by) {
        settled(instance().desk().activate(order, by, null));
    }

    private Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("nothing is started yet");
        }
        return instance;
    }
}
