package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.PolicyInstances.Instance;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import dev.holdpoint.testkit.TestBroker;
import dev.holdpoint.testkit.TestInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Approvals on a real log becoming grants; the log is their own, as all who start read it. */
class ApprovedRequestsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String OFFER =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: offers }
            spec:
              targets: { names: [ payments ] }
              rules: [ { name: reads, decide: allow, match: { effects: read } } ]
              requests:
                - name: reads
                  effects: [ read ]
                  longest: 1h
                  approval: { from: [ { group: dba, votes: 2 } ], expires: 15m }
                - name: writes
                  effects: [ write ]
                  longest: 1h
                  approval: { from: [ { group: dba } ], expires: 15m }
            """;
    private static final String WHY =
            "SELECT coalesce(max(convert_from(payload, 'UTF8')), '') FROM policy.events"
                    + " WHERE stream_id = 'grant/%s' AND type LIKE '%%GrantWithheld%%'";

    private static TestBroker broker;

    private final Path documents = Surroundings.demoDocuments();
    private PolicyInstances instances;
    private KafkaEventAppender appender;

    @BeforeAll
    static void startBroker() {
        broker = TestInfrastructure.shared().startBroker();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open() {
        instances = new PolicyInstances(broker.bootstrapServers());
        appender =
                new KafkaEventAppender(
                        instances.vertx,
                        new LogSettings(
                                broker.bootstrapServers(),
                                "approval-service",
                                Duration.ofSeconds(20),
                                Map.of()));
        Surroundings.write(documents.resolve("offers.yaml"), OFFER);
    }

    @AfterEach
    void close() {
        appender.close();
        instances.close();
    }

    @Test
    void an_approval_becomes_a_grant_of_who_asked_once_however_often_it_is_read() {
        var instance = instances.start(documents);
        await().atMost(SOON).until(instance::isLoaded);
        var approved = approved(Effect.READ, "bob", "bea");
        var after = approved(Effect.READ, "bob", "bea");

        append(approved, approved, after);

        awaitGrant(instance, after);
        var spec =
                Objects.requireNonNull(instance.current().grants().get(approved.request().grant()));
        assertThat(spec.owner()).isEqualTo("bea");
        assertThat(spec.expiresAt()).isEqualTo(approved.until());
        assertThat(count(approved.request().grant())).isEqualTo("1");
        await().atMost(SOON)
                .until(() -> recipient(approved), approved.requester().id().toString()::equals);
    }

    @Test
    void what_policy_does_not_offer_by_now_is_not_granted_and_it_is_on_record_why() {
        var instance = instances.start(documents);
        await().atMost(SOON).until(instance::isLoaded);
        var beyond = approved(Effect.DDL, "bob", "bea");
        var byOne = approved(Effect.READ, "bob");
        var after = approved(Effect.READ, "bob", "bea");

        append(beyond, byOne, after, beyond);

        awaitGrant(instance, after);
        assertThat(instance.current().grants())
                .doesNotContainKeys(beyond.request().grant(), byOne.request().grant());
        assertThat(why(beyond)).contains("No policy lets you ask for ddl on payments.");
        assertThat(why(byOne)).contains("By now policy has others decide about it.");
        assertThat(count(beyond.request().grant())).isEqualTo("1");
    }

    @Test
    void an_approval_waits_while_no_policy_decides_and_with_four_eyes_one_person_gives_nothing() {
        var instance = instances.start(documents, true);
        await().atMost(SOON).until(() -> instance.desk().waiting().isPresent());
        var byOne = approved(Effect.WRITE, "bob");
        var byTwo = approved(Effect.READ, "bob", "bea");

        append(byOne, byTwo);
        activate(instance);

        awaitGrant(instance, byTwo);
        assertThat(why(byOne)).contains("four eyes");
        assertThat(instance.current().grants()).doesNotContainKey(byOne.request().grant());
    }

    @Test
    void what_was_approved_while_nobody_was_there_is_given_by_who_starts_next() {
        var first = instances.start(documents);
        await().atMost(SOON).until(first::isLoaded);
        first.close();
        var approved = approved(Effect.READ, "bob", "bea");

        append(approved);

        awaitGrant(instances.start(documents), approved);
    }

    private static void awaitGrant(Instance instance, AccessApproved approved) {
        await().atMost(SOON)
                .until(() -> instance.current().grants().containsKey(approved.request().grant()));
    }

    private static void activate(Instance instance) {
        var waiting = instance.desk().waiting().orElseThrow();
        var order = new Order(waiting.revision(), Rulebook.NONE, waiting.name());
        settled(instance.desk().activate(order, Asking.human("carol", "security"), null));
    }

    private String why(AccessApproved approved) {
        return instances.database.value(WHY.formatted(approved.request().grant()));
    }

    private String count(GrantId grant) {
        return instances.database.value(
                "SELECT count(*) FROM policy.events WHERE stream_id = 'grant/" + grant + "'");
    }

    private String recipient(AccessApproved approved) {
        return instances.database.value(
                "SELECT coalesce(max(recipient), '') FROM policy.grants WHERE id = '"
                        + approved.request().grant()
                        + "'");
    }

    private static AccessApproved approved(Effect effect, String... approvers) {
        var scope = new AccessScope(List.of(effect), 600);
        return new AccessApproved(
                new AccessRequestId(UUID.randomUUID().toString()),
                Asking.human("mallory"),
                Asking.PAYMENTS,
                scope,
                scope,
                new AccessTerms(List.of(new QuorumPart("dba", approvers.length)), 900, false),
                Stream.of(approvers).map(name -> new PrincipalId(Asking.ISSUER, name)).toList(),
                "ticket 7",
                Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS));
    }

    /** All on one stream, so that they are read one after the other. */
    private void append(AccessApproved... approvals) {
        for (var approved : approvals) {
            settled(
                    appender.append(
                            new Envelope<>(
                                    new EventId(new Uuid7(InstantSource.system()).next()),
                                    new StreamId("access/one-after-the-other"),
                                    1,
                                    Instant.now().truncatedTo(ChronoUnit.MICROS),
                                    Actor.of(approved.approvers().getLast()),
                                    "approval-service",
                                    null,
                                    approved)));
        }
    }
}
