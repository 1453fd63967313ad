package dev.holdpoint.policy;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Answered;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A revision that is tried: beside real decisions over gRPC, counted from a real log over REST. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class ShadowIT {
    private static final String FILE = "policy-payments.yaml";

    @Inject Vertx vertx;
    private ManagedChannel channel;
    private KafkaEventAppender appender;

    @BeforeEach
    void connect() throws Exception {
        var config = ConfigProvider.getConfig();
        channel = Surroundings.channel();
        var servers = config.getValue("holdpoint.kafka.bootstrap-servers", String.class);
        var log = new LogSettings(servers, "test", Duration.ofSeconds(20), Map.of());
        get(Topics.ensure(vertx, log, (short) 1));
        appender = new KafkaEventAppender(vertx, log);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> decide(Effect.READ).decision() instanceof Decision.Allow);
    }

    @AfterEach
    void stop() {
        trying(null).statusCode(200);
        appender.close();
        channel.shutdownNow();
    }

    @Test
    void what_is_tried_is_told_recorded_and_counted_and_enforces_nothing() throws Exception {
        var without = decide(Effect.READ);
        assertThat(without.shadow()).isNull();
        var revision = publish();

        trying(revision).statusCode(200).body("revision", equalTo(revision));

        var beside = tried(Effect.READ);
        assertThat(beside.decision()).isEqualTo(without.decision());
        assertThat(beside.shadow())
                .satisfies(tried -> assertThat(tried.revision().value()).isEqualTo(revision))
                .satisfies(tried -> assertThat(tried.active()).isEqualTo(Answered.ALLOW))
                .satisfies(tried -> assertThat(tried.answer()).isEqualTo(Answered.DENY));
        record(beside);
        record(beside);
        record(tried(Effect.DDL));
        record(without);
        record(beside, Instant.now().minusSeconds(30));
        summary()
                .statusCode(200)
                .body("revision", equalTo(revision))
                .body("stopped", nullValue())
                .body("commands", equalTo(3))
                .body("changed", equalTo(2))
                .body("answers.find { it.active == 'DENY' }.commands", equalTo(1))
                .body("rules[0].name", equalTo("payments/destructive-ddl"))
                .body("rules[0].answers[0].commands", equalTo(2))
                .body("principals[0].name", equalTo(AGENT.id().toString()));

        trying(null).statusCode(200).body("revision", nullValue());
        assertThat(decide(Effect.READ).shadow()).isNull();
        summary().statusCode(200).body("commands", equalTo(0)).body("revision", nullValue());
    }

    @Test
    void only_security_has_a_revision_tried_and_not_the_active_one() {
        var active =
                given().auth()
                        .oauth2(Surroundings.token("carol"))
                        .get("/api/v1/policies/revisions?limit=500")
                        .then()
                        .extract()
                        .<String>path("items.find { it.state == 'active' }.revision");

        trying(active).statusCode(409).body("code", equalTo("already-active"));
        trying("sha256:unknown").statusCode(404);
        post("bob", "/api/v1/policies:shadow", new JsonObject()).statusCode(403);
    }

    /** The demo's policies, reads denied, too. */
    private static String publish() {
        var text =
                Surroundings.read(Surroundings.documents().resolve(FILE))
                        .replace("[ ddl, privilege, admin ]", "[ ddl, privilege, admin, read ]");
        var file = new JsonObject().put("name", FILE).put("text", text);
        return post(
                        "carol",
                        "/api/v1/policies:publish",
                        new JsonObject().put("documents", new JsonArray().add(file)))
                .statusCode(200)
                .extract()
                .path("revision");
    }

    private static ValidatableResponse trying(@Nullable String revision) {
        var body = new JsonObject();
        if (revision != null) {
            body.put("revision", revision);
        }
        return post("carol", "/api/v1/policies:shadow", body);
    }

    private static ValidatableResponse post(String who, String path, JsonObject body) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token(who))
                .contentType("application/json")
                .body(body.encode())
                .post(path)
                .then();
    }

    private static ValidatableResponse summary() {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token("bob"))
                .get("/api/v1/policies/shadow")
                .then();
    }

    private DecisionAnswer decide(Effect effect) {
        var stub = PolicyDecisionPointGrpc.newBlockingStub(channel);
        return PolicyMessages.answer(
                stub.decide(PolicyMessages.message(query(AGENT, command("X", effect)))));
    }

    /** An answer in time of both; the first ones may take longer. */
    private DecisionAnswer tried(Effect effect) {
        return await().until(() -> decide(effect), answer -> answer.shadow() != null);
    }

    private void record(DecisionAnswer answer) throws Exception {
        record(answer, Instant.now());
    }

    private void record(DecisionAnswer answer, Instant time) throws Exception {
        var session = new SessionId("shadow-" + UUID.randomUUID());
        var decided =
                new CommandDecided(
                        session,
                        new CommandId(UUID.randomUUID().toString()),
                        AGENT,
                        PAYMENTS,
                        new Digest("sha256:" + "0".repeat(64)),
                        "X",
                        List.of(),
                        command("X", Effect.READ),
                        SessionUse.NONE,
                        null,
                        Map.of(),
                        answer.decision(),
                        null,
                        null,
                        answer.shadow(),
                        null,
                        null);
        get(
                appender.append(
                        new Envelope<>(
                                new EventId(UUID.randomUUID().toString()),
                                new StreamId(session.value()),
                                1,
                                time.truncatedTo(ChronoUnit.MICROS),
                                Actor.of(AGENT.id()),
                                "proxy-edge/test",
                                null,
                                decided)));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
