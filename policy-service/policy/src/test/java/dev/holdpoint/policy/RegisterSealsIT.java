package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.PolicyInstances.Instance;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantRequest;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.revision.RevisionRefused;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Grants and targets in a real database that somebody else writes to. */
class RegisterSealsIT {
    private static final Principal CAROL = Asking.human("carol", "security");
    private static final GrantId DEPLOYS = new GrantId("deploys-on-payments");

    private static final String APPEND =
            """
            INSERT INTO policy.events
            SELECT (SELECT max(store_sequence) + 1 FROM policy.events), id || '-forged',
                replace(stream_id, 'deploys', '%s'),
                (SELECT max(version) + 1 FROM policy.events), type, time, actor_subject,
                actor_issuer, source, traceparent,
                convert_to(replace(convert_from(payload, 'UTF8'), '%s', '%s'), 'UTF8')
            FROM policy.events WHERE type LIKE '%s' AND stream_id LIKE '%s'
            ORDER BY store_sequence LIMIT 1""";

    private static final String ALTER =
            """
            CREATE FUNCTION policy.alter_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                NEW.payload = convert_to(
                    replace(convert_from(NEW.payload, 'UTF8'), 'leaked', 'retired'), 'UTF8');
                RETURN NEW; END $$;
            CREATE TRIGGER alter_it BEFORE INSERT ON policy.events
                FOR EACH ROW EXECUTE FUNCTION policy.alter_it()""";

    private final PolicyInstances instances = new PolicyInstances();
    private final Path documents = Surroundings.demoDocuments();

    @AfterEach
    void stop() {
        instances.close();
    }

    @Test
    void a_grant_written_to_the_database_by_hand_gives_nothing_and_is_told() {
        var running = loaded(instances.start(documents));

        instances.database.execute(
                APPEND.formatted(
                        "mallory",
                        "deploys-on-payments",
                        "mallory-on-payments",
                        "%GrantIssued%",
                        "grant/deploys%"));

        await().until(() -> notice(running).contains("nobody signed them: grant/mallory"));
        assertThat(running.current().grants()).hasSize(4);
        assertThat(loaded(instances.start(documents)).current().grants()).hasSize(4);
    }

    @Test
    void a_target_changed_in_the_database_stays_where_it_was_also_behind_what_is_signed_later() {
        var running = loaded(instances.start(documents));
        var before = running.current().targets();

        instances.database.execute(
                APPEND.formatted(
                        "deploys", "127.0.0.1", "evil.example", "%TargetRegistered%", "target/%"));
        await().until(() -> notice(running).contains("target/payments"));
        revoke(running);

        await().until(() -> running.current().grants().size() == 3);
        assertThat(running.current().targets()).isEqualTo(before);
    }

    @Test
    void a_revoked_grant_that_is_issued_again_by_a_copy_of_its_row_stays_revoked() {
        var running = loaded(instances.start(documents));
        revoke(running);

        instances.database.execute(
                APPEND.formatted("deploys", "x", "x", "%GrantIssued%", "grant/deploys%"));

        await().until(() -> notice(running).contains("nobody signed them"));
        assertThat(running.current().grants()).doesNotContainKey(DEPLOYS);
        var again = instances.start(documents);
        await().until(() -> again.current().grants().size() == 3);
    }

    @Test
    void a_revocation_that_is_deleted_lets_nobody_in_who_starts_from_there() {
        var running = loaded(instances.start(documents));
        revoke(running);
        instances.database.execute("DELETE FROM policy.events WHERE type LIKE '%GrantRevoked%'");

        var again = instances.start(documents);

        await().until(() -> notice(again).contains("were changed or are missing"));
        assertThat(again.current().revision()).isNull();
        assertThat(running.current().grants()).doesNotContainKey(DEPLOYS);
    }

    @Test
    void a_grant_that_is_widened_where_it_stands_lets_nobody_in_who_starts_from_there() {
        loaded(instances.start(documents));
        instances.database.execute(
                """
                UPDATE policy.events SET payload = convert_to(
                    replace(convert_from(payload, 'UTF8'), 'deploy-bot', 'mallory'), 'UTF8')
                WHERE stream_id LIKE 'grant/deploys%'""");

        var again = instances.start(documents);

        await().until(() -> notice(again).contains("were changed or are missing"));
        assertThat(again.current().revision()).isNull();
        instances.database.execute(
                """
                UPDATE policy.events SET payload = convert_to(
                    replace(convert_from(payload, 'UTF8'), 'mallory', 'deploy-bot'), 'UTF8')
                WHERE stream_id LIKE 'grant/deploys%'""");
        await().until(() -> again.current().revision() != null);
    }

    @Test
    void an_altered_store_that_is_put_back_further_than_was_read_is_not_believed() {
        var running = loaded(instances.start(documents));
        long before = instances.events("%");
        instances.database.execute(ALTER);
        assertThatThrownBy(() -> revoke(running)).hasStackTraceContaining("were changed");
        await().until(() -> notice(running).contains("were changed or are missing"));

        instances.database.execute("DELETE FROM policy.events WHERE store_sequence > " + before);

        await().until(() -> notice(running).contains("the store was put back"));
        assertThat(running.current().revision()).isNotNull();
    }

    @Test
    void what_an_earlier_version_did_not_sign_decides_once_somebody_vouches_for_it() {
        loaded(instances.start(documents)).close();
        instances.database.execute("DELETE FROM policy.events WHERE type LIKE '%RegisterSealed%'");
        long before = instances.events("%");

        var waiting = instances.start(documents);
        await().until(() -> notice(waiting).contains("holdpoint.policy.vouch-for-unsigned=true"));
        assertThat(waiting.current().revision()).isNull();
        assertThatThrownBy(() -> revoke(waiting)).isInstanceOf(RevisionRefused.Unvouched.class);
        assertThat(instances.events("%")).isEqualTo(before);
        waiting.close();

        loaded(instances.startVouching(documents)).close();
        assertThat(instances.events("%RegisterSealed%")).isEqualTo(1);
        var after = loaded(instances.start(documents));
        assertThat(after.parts().notice()).isEmpty();
        assertThat(instances.events("%")).isEqualTo(before + 1);
    }

    private static String notice(Instance instance) {
        return instance.parts().notice().orElse("");
    }

    private static Instance loaded(Instance instance) {
        await().until(instance::isLoaded);
        return instance;
    }

    private static void revoke(Instance instance) {
        var by = new Requester(CAROL, OptionalLong.empty(), Instant.now());
        var revoke = new GrantRequest.Revoke(DEPLOYS, "leaked", by);
        settled(
                new GrantDesk(instance.desk().changes())
                        .run(Actor.of(CAROL.id()), null, new GrantDecider.Action.Ask(revoke)));
    }
}
