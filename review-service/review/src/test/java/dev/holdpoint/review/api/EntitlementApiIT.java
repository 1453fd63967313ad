package dev.holdpoint.review.api;

import static dev.holdpoint.review.entitlement.Decisions.ALLOW;
import static dev.holdpoint.review.entitlement.Decisions.DENY;
import static dev.holdpoint.review.entitlement.Decisions.HOLD;
import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.review.entitlement.Decisions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@QuarkusTestResource(ReviewLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntitlementApiIT {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Vertx vertx;
    private KafkaEventAppender appender;

    @BeforeAll
    void use() throws Exception {
        vertx = Vertx.vertx();
        var servers = config("holdpoint.kafka.bootstrap-servers");
        appender =
                new KafkaEventAppender(
                        vertx,
                        new LogSettings(servers, "edge-test", Duration.ofSeconds(20), Map.of()));
        var first = new Decisions(agent(), "payments");
        var second = new Decisions(agent(), "payments");
        append(first.on(NOON.plusSeconds(5), ALLOW, Effect.READ));
        append(first.on(NOON.plusSeconds(7), ALLOW, Effect.READ));
        append(second.on(NOON, ALLOW, Effect.READ));
        append(second.on(NOON, DENY, Effect.DDL));
        append(second.on(NOON, HOLD, Effect.WRITE));
        append(second.again(NOON.plusSeconds(9), ALLOW, Effect.WRITE));
        append(new Decisions(bob(), "payments").on(NOON, ALLOW, Effect.READ));
        append(new Decisions(bob(), "warehouse").on(NOON, ALLOW, Effect.READ));
    }

    @BeforeEach
    void counted() {
        await("all counted").atMost(ofSeconds(60)).until(() -> entries("carol", "").size() == 5);
    }

    @AfterAll
    void close() {
        appender.close();
        vertx.close();
    }

    @Test
    void use_is_counted_by_principal_target_and_effect() {
        var agent = get("carol", "?principal=support-agent&target=payments");

        assertThat(agent.getList("items.effect")).isEqualTo(List.of("DDL", "READ", "WRITE"));
        assertThat(agent.getList("items.decided")).isEqualTo(List.of(1, 3, 1));
        assertThat(agent.getList("items.allowed")).isEqualTo(List.of(0, 3, 1));
        assertThat(agent.getList("items.denied")).isEqualTo(List.of(1, 0, 0));
        assertThat(agent.getList("items.held")).isEqualTo(List.of(0, 0, 1));
        assertThat(agent.getString("items[0].firstUsed")).isNull();
        assertThat(agent.getString("items[1].firstUsed")).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(agent.getString("items[1].lastUsed")).isEqualTo("2026-11-21T12:00:07Z");
        assertThat(agent.getString("items[2].lastUsed")).isEqualTo("2026-11-21T12:00:09Z");
        assertThat(agent.getString("items[1].onBehalfOf.subject")).isEqualTo("alice");
    }

    @Test
    void everybody_sees_their_own_and_what_agents_did_for_them() {
        assertThat(entries("bob", "")).containsExactly("bob", "bob");
        assertThat(entries("bob", "?principal=support-agent")).isEmpty();
        assertThat(entries("support-agent", "")).hasSize(3).containsOnly("support-agent");
        assertThat(entries("alice", "")).hasSize(3).containsOnly("support-agent");
    }

    @Test
    void a_principal_is_found_by_subject_or_with_its_issuer() {
        var issuer = config("holdpoint.oidc.issuer");
        var full = as("carol").queryParam("principal", issuer + "#bob");
        var other = as("carol").queryParam("principal", "http://elsewhere#bob");

        assertThat(full.get("/api/v1/entitlements").jsonPath().getList("items.target"))
                .isEqualTo(List.of("payments", "warehouse"));
        assertThat(other.get("/api/v1/entitlements").jsonPath().getList("items")).isEmpty();
    }

    @Test
    void a_listing_comes_in_pages() {
        assertThat(get("carol", "?limit=x").getString("code")).isEqualTo("bad-limit");
        var first = get("carol", "?limit=3");
        var rest = get("carol", "?limit=3&cursor=" + first.getString("next"));

        assertThat(first.getList("items")).hasSize(3);
        assertThat(rest.getList("items")).hasSize(2);
        assertThat(rest.getString("next")).isNull();
    }

    @Test
    void nobody_sees_anything_without_a_token() {
        assertThat(given().get("/api/v1/entitlements").statusCode()).isEqualTo(401);
    }

    @Test
    void the_read_model_comes_out_of_a_rebuild_as_it_was() {
        var rebuild = "/api/v1/review/projections/entitlement-use.v1:rebuild";

        as("carol").post(rebuild).then().statusCode(200).body("equal", is(true));
        assertThat(entries("carol", "")).hasSize(5);
        assertThat(as("bob").post(rebuild).statusCode()).isEqualTo(403);
    }

    private static List<String> entries(String reader, String query) {
        return get(reader, query).getList("items.principal.subject", String.class);
    }

    private static JsonPath get(String reader, String query) {
        return as(reader).get("/api/v1/entitlements" + query).jsonPath();
    }

    private static RequestSpecification as(String principal) {
        return given().auth().oauth2(config("test.token." + principal));
    }

    private void append(Envelope<?> envelope) throws Exception {
        appender.append(envelope)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static Principal agent() {
        return principal("support-agent", PrincipalKind.AGENT, id("alice"));
    }

    private static Principal bob() {
        return principal("bob", PrincipalKind.HUMAN, null);
    }

    private static Principal principal(
            String name, PrincipalKind kind, @Nullable PrincipalId human) {
        return new Principal(id(name), name, kind, List.of(), human);
    }

    private static PrincipalId id(String subject) {
        return new PrincipalId(config("holdpoint.oidc.issuer"), subject);
    }

    private static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
