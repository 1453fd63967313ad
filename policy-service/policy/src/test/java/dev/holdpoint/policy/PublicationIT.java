package dev.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.api.RegisterProjection;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantRequest;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Instances on one real database and broker: publishing, agreeing, restarting. */
class PublicationIT {
    private static final String ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Role
            metadata: { name: editor }
            spec: { targets: { names: [ payments ] }, effects: [ read, write ] }
            ---
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: clerks }
            spec: { groups: [ clerks ], role: editor, owner: bob }
            """;
    private static final String ACTIVATED = "%PolicyActivated%";

    private static final Principal CAROL = Asking.human("carol", "security");
    private static final GrantDecider.Action REVOKE_DEPLOYS =
            new GrantDecider.Action.Ask(
                    new GrantRequest.Revoke(
                            new GrantId("deploys-on-payments"),
                            "leaked",
                            new Requester(CAROL, OptionalLong.empty(), Instant.now())));

    private final TestInfrastructure infrastructure = TestInfrastructure.shared();
    private final TestDatabase database = infrastructure.newDatabase();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = pool();
    private final List<PolicyParts> instances = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        instances.forEach(PolicyParts::close);
        settled(pool.close());
        settled(vertx.close());
    }

    @Test
    void two_instances_publish_once_and_agree() {
        var documents = Surroundings.demoDocuments();
        var first = start(documents);
        var second = start(documents);

        await().until(() -> isLoaded(first) && isLoaded(second));

        await().untilAsserted(() -> assertThat(first.current().number()).isEqualTo(events("%")));
        await().until(() -> second.current().number() == first.current().number());
        assertThat(second.current().revisionId()).isEqualTo(first.current().revisionId());
        assertThat(second.current().targets()).isEqualTo(first.current().targets());
        assertThat(second.current().grants()).isEqualTo(first.current().grants());
        assertThat(events(ACTIVATED)).isEqualTo(1);
        assertThat(events("%TargetRegistered%")).isEqualTo(1);
        assertThat(events("%GrantIssued%")).isEqualTo(4);
    }

    @Test
    void what_one_instance_publishes_decides_in_the_other() {
        var documents = Surroundings.demoDocuments();
        var first = start(documents);
        await().until(() -> isLoaded(first));
        var second = start(Surroundings.demoDocuments());
        await().until(() -> isLoaded(second));
        var before = first.current().revisionId();

        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");

        await().until(() -> !first.current().revisionId().equals(before));
        await().until(() -> second.current().revisionId().equals(first.current().revisionId()));
        await().until(() -> events("%PolicyRetired%") == 1);
    }

    @Test
    void a_restart_publishes_nothing_anew_and_old_content_can_come_back() {
        var documents = Surroundings.demoDocuments();
        var first = start(documents);
        await().until(() -> isLoaded(first));
        var original = first.current().revisionId();
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().until(() -> events("%PolicyRetired%") == 1);
        long published = events("%");
        instances.getFirst().close();

        var again = start(documents);
        await().until(() -> again.current().number() == published);
        edit(documents, "policy-payments.yaml", "Changes by agents", "Writes by agents");

        await().until(() -> again.current().revisionId().equals(original));
        assertThat(events(ACTIVATED)).isEqualTo(3);
    }

    @Test
    void grants_narrow_end_and_expire_as_their_documents_and_the_clock_say() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = start(documents);
        await().until(() -> isLoaded(rulebooks));

        edit(
                documents,
                "grants.yaml",
                "effects: [ read, write, session ]\n  owner: bea",
                "effects: [ read, write ]\n  owner: bea");
        await().until(() -> events("%GrantNarrowed%") == 1);
        edit(
                documents,
                "grants.yaml",
                "owner: carol",
                "owner: carol\n  expiresAt: " + Instant.now().plusSeconds(2));

        await().until(() -> events("%GrantExpired%") == 1);
        await().until(() -> rulebooks.current().grants().size() == 3);
    }

    @Test
    void a_revoked_grant_of_a_document_stays_revoked_over_a_restart_until_that_is_changed()
            throws Exception {
        var documents = Surroundings.demoDocuments();
        var rulebooks = start(documents);
        await().until(() -> isLoaded(rulebooks));
        settled(new GrantDesk(store()).run(Actor.of(CAROL.id()), null, REVOKE_DEPLOYS));
        await().until(() -> rulebooks.current().grants().size() == 3);
        edit(documents, "policy-payments.yaml", "Writes by agents", "Changes by agents");
        await().until(() -> events("%PolicyRetired%") == 1);
        instances.getFirst().close();

        var again = start(documents);
        edit(documents, "policy-payments.yaml", "Changes by agents", "Writes by agents");
        await().until(() -> events("%PolicyRetired%") == 2);
        edit(documents, "grants.yaml", "owner: bea", "owner: bea\n  reviewBy: 2099-01-01");

        await().until(() -> again.current().grants().size() == 4);
        assertThat(events("%GrantIssued%")).isEqualTo(5);
        assertThat(events("%GrantNarrowed%")).isZero();
    }

    @Test
    void an_overdue_review_is_recorded_once_and_lifted_by_a_later_date() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = start(documents);
        start(documents);
        await().until(() -> isLoaded(rulebooks));

        edit(
                documents,
                "grants.yaml",
                "owner: carol",
                "owner: carol\n  reviewBy: " + Instant.now().plusSeconds(1));
        await().until(() -> events("%GrantSuspended%") == 1);
        edit(documents, "grants.yaml", "owner: bea", "owner: bea\n  reviewBy: 2099-01-01");

        await().until(() -> events("%GrantNarrowed%") == 2);
        assertThat(events("%GrantSuspended%")).isEqualTo(1);
    }

    @Test
    void a_narrower_role_narrows_the_grants_that_give_it_and_a_wider_one_issues_them_anew() {
        var documents = Surroundings.demoDocuments();
        Surroundings.write(documents.resolve("role.yaml"), ROLE);
        var rulebooks = start(documents);
        await().until(() -> rulebooks.current().grants().size() == 5);
        assertThat(given(rulebooks)).containsExactly(Effect.READ, Effect.WRITE);

        edit(documents, "role.yaml", "[ read, write ]", "[ read ]");
        await().until(() -> events("%GrantNarrowed%") == 1);
        await().until(() -> given(rulebooks).equals(List.of(Effect.READ)));
        edit(documents, "role.yaml", "[ read ]", "[ read, session ]");

        await().until(() -> events("%GrantRevoked%") == 1);
        await().until(() -> given(rulebooks).equals(List.of(Effect.READ, Effect.SESSION)));
    }

    @Test
    void a_broken_directory_changes_nothing() {
        var documents = Surroundings.demoDocuments();
        var rulebooks = start(documents);
        await().until(() -> isLoaded(rulebooks));
        await().until(() -> rulebooks.current().number() == events("%"));
        var before = rulebooks.current();

        Surroundings.write(documents.resolve("more.yaml"), "kind: Policy\nkind: Grant\n");
        await().until(() -> instances.getFirst().problem().isPresent());

        assertThat(instances.getFirst().problem().orElse(""))
                .contains("more.yaml:2:1")
                .contains("there twice");
        assertThat(rulebooks.current()).isEqualTo(before);
    }

    @Test
    void the_register_rebuilt_from_the_log_equals_itself() throws Exception {
        var rulebooks = start(Surroundings.demoDocuments());
        await().until(() -> isLoaded(rulebooks));
        await().until(() -> rulebooks.current().number() == events("%"));
        await().ignoreExceptions()
                .until(() -> database.value("SELECT count(*) FROM policy.grants").equals("4"));
        var register = new RegisterProjection();
        var before = settled(ProjectionRunner.digest(pool, PolicyParts.SCHEMA, register));

        settled(
                ProjectionRunner.rebuild(
                        vertx,
                        settings(Surroundings.demoDocuments()).log(),
                        pool,
                        PolicyParts.SCHEMA,
                        register));

        assertThat(settled(ProjectionRunner.digest(pool, PolicyParts.SCHEMA, register)))
                .isEqualTo(before);
    }

    private Rulebooks start(Path documents) {
        var rulebooks = new Rulebooks(InstantSource.system(), Duration.ofMinutes(15));
        var parts = new PolicyParts(vertx, pool, rulebooks, settings(documents));
        instances.add(parts);
        parts.start();
        return rulebooks;
    }

    private EventStore store() {
        var clock = InstantSource.system();
        return new EventStore(pool, PolicyParts.SCHEMA, "policy-service", new Uuid7(clock), clock);
    }

    private PolicySettings settings(Path documents) {
        return new PolicySettings(
                documents, Duration.ofMillis(100), infrastructure.bootstrapServers(), (short) 1);
    }

    private Pool pool() {
        var options = PgConnectOptions.fromUri(database.uri());
        options.setUser(database.user()).setPassword(database.password());
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(10))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private long events(String type) {
        return Long.parseLong(
                database.value(
                        "SELECT count(*) FROM policy.events WHERE type LIKE '" + type + "'"));
    }

    private static boolean isLoaded(Rulebooks rulebooks) {
        Rulebook current = rulebooks.current();
        return current.revision() != null && current.grants().size() == 4;
    }

    private static List<Effect> given(Rulebooks rulebooks) {
        var grant = rulebooks.current().grants().get(new GrantId("clerks"));
        return grant == null ? List.of() : grant.effects();
    }

    private static void edit(Path documents, String file, String from, String to) {
        var path = documents.resolve(file);
        assertThat(Files.exists(path)).isTrue();
        var text = Surroundings.read(path);
        assertThat(text).contains(from);
        Surroundings.write(path, text.replace(from, to));
    }

    private static <T> T settled(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
