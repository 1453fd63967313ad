package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.ACTIVATED;
import static dev.holdpoint.policy.PolicyInstances.edit;
import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.policy.PolicyInstances.Instance;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import dev.holdpoint.policy.revision.PolicyDraft;
import dev.holdpoint.policy.revision.RevisionRefused;
import dev.holdpoint.policy.revision.Seals;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Revisions on a real database and broker: published, activated, rolled back, tampered with. */
class RevisionsIT {
    private static final Principal CAROL = Asking.human("carol", "security");
    private static final Principal DAVE = Asking.human("dave", "security");
    private static final Seals OTHER =
            new Seals(NoteSigner.generate("holdpoint.dev/policy/other"), List.of());
    private static final String UNSIGNED =
            """
            UPDATE policy.events SET type = regexp_replace(type, 'v2$', 'v1'),
                payload = convert_to((convert_from(payload, 'UTF8')::jsonb
                    - 'note' - 'origin' - 'number')::text, 'UTF8')
            WHERE type LIKE '%Policy%.v2'""";

    private final PolicyInstances instances = new PolicyInstances();
    private final Path documents = Surroundings.demoDocuments();

    @AfterEach
    void stop() {
        instances.close();
    }

    @Test
    void a_revision_decides_in_every_instance_once_it_is_activated() {
        var first = loaded(instances.start(documents));
        var second = loaded(instances.start(documents));
        var filed = first.current().revisionId();

        var revision = publish(first, CAROL, "Ask Bob.");
        assertThat(first.current().revisionId()).isEqualTo(filed);
        activate(first, CAROL, revision, filed);

        assertThat(first.current().revisionId()).isEqualTo(revision);
        await().until(() -> second.current().revisionId().equals(revision));
    }

    @Test
    void a_restart_does_not_undo_a_rollback_and_a_changed_directory_does() {
        var first = loaded(instances.start(documents));
        var original = first.current().revisionId();
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().until(() -> !first.current().revisionId().equals(original));
        activate(first, CAROL, original, first.current().revisionId());
        first.close();

        var again = loaded(instances.start(documents));
        await().until(() -> again.desk().seen().sequence() == instances.events("%"));
        assertThat(again.current().revisionId()).isEqualTo(original);
        assertThat(again.parts().notice()).contains("other policies are active");
        edit(documents, "grants.yaml", "owner: carol", "owner: dora");
        await().until(() -> instances.events("%Grant%") > 4);
        assertThat(again.current().revisionId()).isEqualTo(original);

        edit(documents, "policy-payments.yaml", "Changes by agents", "Edits by agents");
        await().until(() -> !again.current().revisionId().equals(original));
        assertThat(again.parts().notice()).isEmpty();
    }

    @Test
    void of_people_who_activate_at_once_one_succeeds() {
        var first = loaded(instances.start(documents));
        var second = loaded(instances.start(documents));
        var filed = first.current().revisionId();
        var revisions =
                IntStream.range(0, 8).mapToObj(n -> publish(first, CAROL, "Reason " + n)).toList();

        var races =
                IntStream.range(0, 8)
                        .mapToObj(
                                n ->
                                        (n % 2 == 0 ? first : second)
                                                .desk()
                                                .activate(
                                                        new Order(revisions.get(n), filed),
                                                        CAROL,
                                                        null)
                                                .map("activated")
                                                .otherwise(String::valueOf))
                        .toList();
        settled(Future.join(races));

        assertThat(races.stream().map(Future::result))
                .containsOnlyOnce("activated")
                .allMatch(
                        end -> end.equals("activated") || end.contains("look at what it changed"));
        assertThat(instances.events(ACTIVATED)).isEqualTo(2);
        assertThat(instances.events("%PolicyRetired%")).isEqualTo(1);
    }

    @Test
    void with_four_eyes_a_directory_waits_for_a_person_and_a_publisher_for_another() {
        var instance = instances.start(documents, true);
        await().until(() -> instances.events("%PolicyPublished%") == 1);
        await().until(() -> instance.desk().waiting().isPresent());
        assertThat(instances.events("%GrantIssued%")).isZero();
        var filed = Objects.requireNonNull(settled(instance.desk().look()).filed());
        assertThat(instance.current().revision()).isNull();
        assertThat(instance.parts().awaitsPerson()).isTrue();
        assertThat(instance.parts().notice()).get().asString().contains("until a person activates");

        var whole = instance.desk().waiting().orElseThrow().name();
        settled(instance.desk().activate(new Order(filed, Rulebook.NONE, whole), CAROL, null));
        assertThat(instance.isLoaded()).isTrue();
        assertThat(instance.parts().awaitsPerson()).isFalse();
        assertThat(instance.parts().notice()).isEmpty();
        assertThat(instance.current().revisionId()).isEqualTo(filed);
        var revision = publish(instance, CAROL, "Ask Bob.");
        assertThatThrownBy(() -> activate(instance, CAROL, revision, filed))
                .isInstanceOf(RevisionRefused.SamePerson.class);
        assertThat(instance.current().revisionId()).isEqualTo(filed);
        activate(instance, DAVE, revision, filed);
        assertThat(instance.current().revisionId()).isEqualTo(revision);
    }

    @Test
    void an_activation_written_to_the_database_by_hand_counts_for_nothing() {
        var instance = loaded(instances.start(documents));
        var filed = instance.current().revisionId();
        var revision = publish(instance, CAROL, "Ask Bob.");
        activate(instance, CAROL, revision, filed);

        instances.database.execute(
                """
                INSERT INTO policy.events
                SELECT (SELECT max(store_sequence) + 1 FROM policy.events), 'forged', stream_id,
                    version + 100, type, now(), actor_subject, actor_issuer, source, traceparent,
                    payload
                FROM policy.events WHERE type LIKE '%PolicyActivated%'
                ORDER BY store_sequence LIMIT 1""");

        await().until(() -> instance.parts().notice().orElse("").contains("was there before"));
        assertThat(instance.current().revisionId()).isEqualTo(revision);
        assertThat(loaded(instances.start(documents)).current().revisionId()).isEqualTo(revision);
    }

    @Test
    void documents_changed_in_the_database_decide_nothing_and_the_last_good_stay_where_they_are() {
        var running = loaded(instances.start(documents));
        var revision = publish(running, CAROL, "Ask Bob.");
        activate(running, CAROL, revision, running.current().revisionId());

        instances.database.execute(
                """
                UPDATE policy.events SET payload =
                    convert_to(replace(convert_from(payload, 'UTF8'), 'Ask Bob.', 'Ask Mal.'), 'UTF8')
                WHERE type LIKE '%PolicyPublished%'""");

        var again = instances.start(documents);
        await().until(() -> again.parts().notice().orElse("").contains("not those of its digest"));
        await().until(() -> again.current().grants().size() == 4);
        assertThat(again.current().revision()).isNull();
        assertThat(running.current().revisionId()).isEqualTo(revision);
    }

    @Test
    void what_another_key_signed_decides_nothing_unless_the_key_is_trusted() {
        var first = loaded(instances.start(documents));
        var revision = publish(first, CAROL, "Ask Bob.");
        activate(first, CAROL, revision, first.current().revisionId());
        first.close();
        long before = instances.events("%");

        var stranger = instances.start(documents, true, OTHER);

        await().until(() -> stranger.desk().seen().sequence() == before);
        assertThat(stranger.current().revision()).isNull();
        assertThat(stranger.parts().notice().orElse("")).contains("holdpoint.policy.trusted-keys");
        assertThatThrownBy(() -> publish(stranger, CAROL, "Ask Bea."))
                .isInstanceOf(RevisionRefused.StrangeKey.class);
    }

    @Test
    void a_new_key_does_not_undo_what_a_person_chose() {
        var first = loaded(instances.start(documents));
        var filed = first.current().revisionId();
        var chosen = publish(first, CAROL, "Ask Bob.");
        activate(first, CAROL, chosen, filed);
        long before = instances.events("%");

        var restarted = instances.start(documents, false, OTHER);
        await().until(() -> restarted.desk().seen().sequence() == before);
        settled(restarted.parts().check());

        assertThat(restarted.current().revision()).isNull();
        assertThat(instances.events("%")).isEqualTo(before);
        assertThat(first.current().revisionId()).isEqualTo(chosen);
    }

    @Test
    void what_keeps_the_latest_from_being_read_is_told_and_the_last_good_stays_until_it_is_over() {
        var instance = loaded(instances.start(documents));
        var decides = instance.current().revisionId();

        instances.database.execute("ALTER TABLE policy.events RENAME TO elsewhere");
        assertThatThrownBy(() -> settled(instance.desk().look())).isInstanceOf(PgException.class);
        assertThat(instance.parts().notice().orElse("")).contains("does not decide yet");
        assertThat(instance.current().revisionId()).isEqualTo(decides);

        instances.database.execute("ALTER TABLE policy.elsewhere RENAME TO events");
        settled(instance.desk().look());
        assertThat(instance.parts().notice()).isEmpty();
    }

    @Test
    void a_key_is_rotated_as_ever_after_the_one_before_it_was_lost() {
        loaded(instances.start(documents)).close();
        var second = NoteSigner.generate("holdpoint.dev/policy/second");
        var anew = loaded(instances.start(documents, false, new Seals(second, List.of(), true)));
        var decides = anew.current().revisionId();
        anew.close();
        long before = instances.events("%");

        var third = NoteSigner.generate("holdpoint.dev/policy/third");
        var rotated = new Seals(third, List.of(second.verifierKey()));
        var last = loaded(instances.start(documents, false, rotated));

        assertThat(last.current().revisionId()).isEqualTo(decides);
        assertThat(instances.events("%")).isEqualTo(before);
    }

    @Test
    void revisions_of_before_the_signatures_decide_and_are_signed_from_their_directory() {
        var first = loaded(instances.start(documents));
        var original = first.current().revisionId();
        first.close();
        instances.database.execute(UNSIGNED);

        var upgraded = loaded(instances.start(documents));

        await().until(() -> instances.events(ACTIVATED) == 2);
        assertThat(upgraded.current().revisionId()).isEqualTo(original);
        await().until(() -> settled(upgraded.desk().look()).get(original).signed());
    }

    private static Instance loaded(Instance instance) {
        await().until(instance::isLoaded);
        return instance;
    }

    /** The demo's policies with another reason for agents to wait. */
    private static RevisionId publish(Instance instance, Principal by, String reason) {
        var policy =
                Asking.demo().stream()
                        .filter(file -> file.name().equals("policy-payments.yaml"))
                        .map(
                                file ->
                                        file.text()
                                                .replace(
                                                        "Writes by agents wait for a DBA.", reason))
                        .map(text -> new SourceFile("policy-payments.yaml", text))
                        .toList();
        var draft = PolicyDraft.of(policy, Asking.reader());
        settled(instance.desk().publish(draft, by, null));
        return draft.revision();
    }

    private static void activate(
            Instance instance, Principal by, RevisionId revision, RevisionId expected) {
        settled(instance.desk().activate(new Order(revision, expected), by, null));
    }
}
