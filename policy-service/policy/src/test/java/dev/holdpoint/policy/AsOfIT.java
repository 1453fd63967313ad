package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.revision.Rulebooks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was in force at moments of the past, from the service's own events, over REST. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AsOfIT {
    private static final String GRANT =
            """
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: %s }
            spec:
              groups: [ clerks ]
              targets: { names: [ payments ] }
              effects: [ %s ]
              owner: bob
              reviewBy: %s
            """;

    @Inject Rulebooks rulebooks;

    private final String grant = "clerks-" + UUID.randomUUID();
    private final Path file = Surroundings.documents().resolve("clerks.yaml");
    private Instant none;
    private Instant wide;
    private Instant suspended;
    private Instant revoked;

    @BeforeEach
    void letAGrantComeAndGo() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rulebooks.current().grants().size() == 4);
        none = Instant.now();
        Surroundings.write(file, GRANT.formatted(grant, "read, write", "2099-01-31"));
        await().until(() -> effects() == 2);
        wide = Instant.now();
        var review = Instant.now().plusSeconds(2);
        Surroundings.write(file, GRANT.formatted(grant, "read", review));
        await().until(() -> effects() == 1);
        await().until(() -> Instant.now().isAfter(review));
        suspended = Instant.now();
        Files.delete(file);
        await().until(() -> effects() == 0);
        revoked = Instant.now();
    }

    @AfterEach
    void tidy() throws Exception {
        Files.deleteIfExists(file);
        await().until(() -> effects() == 0);
    }

    @Test
    void a_decision_is_explained_by_what_was_in_force_then() {
        explain(none).body("decision.code", equalTo("NO_GRANT"));
        explain(wide)
                .body("decision.kind", equalTo("allow"))
                .body("decision.rules[0]", equalTo("payments/reads"))
                .body("at", equalTo(wide.toString()))
                .body("considered.rule", hasItem("payments/reads"));
        explain(suspended)
                .body("decision.code", equalTo("NO_GRANT"))
                .body("decision.reason", containsString("is suspended: its review was due"));
        explain(revoked)
                .body("decision.code", equalTo("NO_GRANT"))
                .body("decision.reason", containsString("has no grant"));
        explain(Instant.EPOCH)
                .body("decision.code", equalTo("POLICY_UNAVAILABLE"))
                .body("decision.revision", equalTo("none"));
    }

    @Test
    void who_could_do_what_is_listed_as_of_then() {
        var one = "items.find { it.grant == '%s' }.".formatted(grant);
        access("at=" + none).body("items.grant", not(hasItem(grant)));
        access("at=" + wide + "&target=payments")
                .body("revision", equalTo(rulebooks.current().revisionId().value()))
                .body(one + "groups", equalTo(List.of("clerks")))
                .body(one + "lapsed", nullValue())
                .body(one + "issuedBy", nullValue())
                .body(one + "recording", equalTo("statements"))
                .body(one + "effects[0].rows", nullValue())
                .body(one + "effects[0].needsJustification", equalTo(false))
                .body(one + "effects.effect", equalTo(List.of("read", "write")))
                .body(one + "effects[0].atBest", equalTo("allow"))
                .body(one + "effects[0].allow.rule", hasItem("payments/reads"))
                .body(one + "effects[1].hold.rule", hasItem("payments/writes-by-agents"))
                .body(one + "effects[1].hold.onlyIf.flatten()", hasItem("principal.kind"));
        access("at=" + suspended)
                .body(one + "lapsed", containsString("is suspended"))
                .body(one + "effects", empty());
        access("at=" + revoked).body("items.grant", not(hasItem(grant)));
        access("at=" + Instant.EPOCH).body("items", empty()).body("revision", equalTo("none"));
    }

    @Test
    void access_now_is_listed_by_principal_and_page() {
        access("principal=support-agent&group=agents&kind=agent")
                .body("items.grant", equalTo(List.of("agents-on-payments")))
                .body("next", nullValue());
        access("principal=nobody").body("items", empty());
        var first = access("limit=1");
        String next = first.extract().path("next");
        String grantOfFirst = first.extract().path("items[0].grant");
        access("limit=500&cursor=" + next).body("items.grant", not(hasItem(grantOfFirst)));
        access("limit=500").body("items.grant", hasItems("agents-on-payments", grantOfFirst));
    }

    @Test
    void what_cannot_be_asked_is_told() {
        as("carol").get("/api/v1/access?at=2999-01-01T00:00:00Z").then().statusCode(400);
        as("carol")
                .get("/api/v1/access?at=yesterday")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-moment"));
        as("carol")
                .get("/api/v1/access?kind=robot")
                .then()
                .statusCode(400)
                .body("detail", equalTo("kind is one of human, agent, service."));
        as("carol")
                .get("/api/v1/access?target=nowhere")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-target"));
        as("carol")
                .get("/api/v1/access?target=%20")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-target"));
        as("alice").get("/api/v1/access").then().statusCode(403);
        given().get("/api/v1/access").then().statusCode(401);
        post("alice", query(wide)).statusCode(403);
        post("carol", query(Instant.now().plusSeconds(3600)))
                .statusCode(400)
                .body("code", equalTo("bad-moment"));
    }

    @Test
    void the_interface_description_tells_of_it() {
        as("carol")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/api/v1/access'.get.parameters.name", hasItems("at", "principal"))
                .body("components.schemas.AccessView.properties.keySet()", hasItem("lapsed"));
    }

    private ValidatableResponse explain(Instant at) {
        return post("carol", query(at)).statusCode(200);
    }

    private static JsonObject query(Instant at) {
        return new JsonObject(
                        """
                        {"target": "payments",
                         "principal": {"id": {"issuer": "http://issuer", "subject": "clara"},
                           "name": "clara", "kind": "HUMAN", "groups": ["clerks"]},
                         "statement": {"effects": ["READ"], "kinds": ["SELECT"],
                           "reads": ["public.customers"], "hasWhere": true}}
                        """)
                .put("at", at.toString());
    }

    private static ValidatableResponse post(String principal, JsonObject body) {
        return as(principal)
                .contentType("application/json")
                .body(body.encode())
                .post("/api/v1/decisions:explain")
                .then();
    }

    private static ValidatableResponse access(String query) {
        return as("carol").get("/api/v1/access?" + query).then().statusCode(200);
    }

    private static RequestSpecification as(String principal) {
        return given().urlEncodingEnabled(false).auth().oauth2(Surroundings.token(principal));
    }

    private int effects() {
        var spec = rulebooks.current().grants().get(new GrantId(grant));
        return spec == null ? 0 : spec.effects().size();
    }
}
