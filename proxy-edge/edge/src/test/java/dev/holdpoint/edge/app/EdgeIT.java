package dev.holdpoint.edge.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.holdpoint.edge.app.credentials.CredentialStore;
import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.SessionAnswer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole edge process over REST, with real servers around it. */
@QuarkusTest
@QuarkusTestResource(EdgeLab.class)
class EdgeIT {
    private static final TargetName PAYMENTS = Sample.PAYMENTS;

    @Inject CredentialStore store;

    @BeforeEach
    void grant() {
        var spec =
                new TargetSpec(
                        "postgres",
                        "localhost",
                        5432,
                        "payments",
                        "app",
                        "env:NONE",
                        "disable",
                        Map.of(),
                        List.of());
        EdgeLab.policy().answer = new SessionAnswer.Admitted(PAYMENTS, spec, List.of(), 0);
        await().atMost(Duration.ofSeconds(30)).until(() -> ready() == 200);
    }

    private static int ready() {
        return given().get("/q/health/ready").statusCode();
    }

    private static RequestSpecification as(String principal) {
        return given().auth()
                .oauth2(EdgeLab.token(principal, "holdpoint-api"))
                .contentType("application/json");
    }

    private static JsonPath issued(String body) {
        return as("alice")
                .body(body)
                .post("/api/v1/credentials")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private Optional<ScramVerifier> found(String user, TargetName target) throws Exception {
        return store.find(user, target)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_credential_is_issued_once_and_kept_as_a_verifier_only() throws Exception {
        var issued = issued("{\"target\":\"payments\",\"lifetimeSeconds\":60}");

        assertThat(issued.getString("user")).matches("alice~[0-9a-f]{16}");
        assertThat(issued.getString("password")).matches("[A-Za-z0-9_-]{32}");
        assertThat(issued.getString("database")).isEqualTo("payments");
        assertThat(issued.getString("host")).isEqualTo("localhost");
        var expires = Instant.parse(issued.getString("expiresAt"));
        assertThat(expires).isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(61));
        var verifier = found(issued.getString("user"), PAYMENTS).orElseThrow();
        assertThat(verifier.iterations()).isGreaterThanOrEqualTo(4096);
        assertThat(verifier.identity().principal().id().subject()).isEqualTo("alice");
        assertThat(verifier.identity().expiresAt()).isEqualTo(expires);
        assertThat(
                        EdgeLab.database()
                                .value("SELECT string_agg(c::text, ' ') FROM edge.credentials c"))
                .doesNotContain(issued.getString("password"));
    }

    @Test
    void a_credential_is_good_for_its_target_only_and_until_it_ends() throws Exception {
        var user = issued("{\"target\":\"payments\"}").getString("user");

        assertThat(found(user, PAYMENTS)).isPresent();
        assertThat(found(user, new TargetName("billing"))).isEmpty();
        assertThat(found("alice~0000000000000000", PAYMENTS)).isEmpty();
        EdgeLab.database()
                .execute(
                        "UPDATE edge.credentials SET expires_at = now() WHERE username = '"
                                + user
                                + "'");
        assertThat(found(user, PAYMENTS)).isEmpty();
    }

    @Test
    void its_owner_and_security_revoke_it_and_nobody_else() throws Exception {
        var user = issued("{\"target\":\"payments\"}").getString("user");

        as("bob").delete("/api/v1/credentials/" + user).then().statusCode(404);
        assertThat(found(user, PAYMENTS)).isPresent();
        as("alice").delete("/api/v1/credentials/" + user).then().statusCode(204);
        assertThat(found(user, PAYMENTS)).isEmpty();
        var other = issued("{\"target\":\"payments\"}").getString("user");
        as("carol").delete("/api/v1/credentials/" + other).then().statusCode(204);
        assertThat(found(other, PAYMENTS)).isEmpty();
    }

    @Test
    void without_a_grant_nothing_is_issued() {
        EdgeLab.policy().answer = new SessionAnswer.Turned(RefusalCode.NO_GRANT, "no grant");

        as("alice")
                .body("{\"target\":\"payments\"}")
                .post("/api/v1/credentials")
                .then()
                .statusCode(403)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("no-grant"));
    }

    @Test
    void wishes_that_make_no_sense_are_told_so() {
        for (var body :
                List.of(
                        "{}",
                        "{\"target\":\" \"}",
                        "{\"target\":\"payments\",\"lifetimeSeconds\":0}",
                        "{\"target\":\"payments\",\"lifetimeSeconds\":99999999}")) {
            as("alice").body(body).post("/api/v1/credentials").then().statusCode(400);
        }
    }

    @Test
    void a_token_for_the_data_plane_is_not_taken_by_the_rest_api() {
        given().auth()
                .oauth2(EdgeLab.token("alice", "holdpoint-edge"))
                .contentType("application/json")
                .body("{\"target\":\"payments\"}")
                .post("/api/v1/credentials")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body("{\"target\":\"payments\"}")
                .post("/api/v1/credentials")
                .then()
                .statusCode(401);
    }

    @Test
    void live_sessions_are_for_security_and_dba() {
        as("alice").get("/api/v1/live-sessions").then().statusCode(403);
        as("bob")
                .get("/api/v1/live-sessions")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("next", equalTo(null));
        as("carol")
                .delete("/api/v1/live-sessions/00000000-0000-7000-8000-000000000000")
                .then()
                .statusCode(404)
                .body("code", matchesPattern("unknown-session"));
    }
}
