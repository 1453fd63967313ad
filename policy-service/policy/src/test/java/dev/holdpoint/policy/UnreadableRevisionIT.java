package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.settled;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.revision.EarlierVersion;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.Seals;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A revision in force that an earlier version read, and this one does not. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class UnreadableRevisionIT {
    private static final PolicySource SOURCE =
            new PolicySource(
                    "old.yaml",
                    """
                    apiVersion: holdpoint.dev/v1
                    kind: Policy
                    metadata: { name: old }
                    spec:
                      targets: { names: [ payments ] }
                      rules:
                        - { name: reads, decide: perhaps, match: { effects: [ read ] } }
                    """);

    @Inject Rulebooks rulebooks;
    @Inject PolicyDesk desk;
    @Inject Seals seals;

    @Inject
    @ReactiveDataSource("policy")
    Pool pool;

    private RevisionId filed;
    private RevisionId old;

    @BeforeEach
    void upgrade() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rulebooks.current().grants().size() == 4);
        filed = rulebooks.current().revisionId();
        old = settled(EarlierVersion.activates(PolicyParts.store(pool), desk, seals, SOURCE));
    }

    @AfterEach
    void restore() {
        activateFiled();
    }

    @Test
    void it_denies_and_readiness_tells_where_it_is_broken_and_what_to_do() {
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body(
                        allOf(
                                containsString("revision " + old + " cannot be read"),
                                containsString("everything is denied: old.yaml:7:"),
                                containsString("activate another revision")));
        explain(null)
                .statusCode(200)
                .body("decision.kind", equalTo("deny"))
                .body("decision.code", equalTo("POLICY_UNAVAILABLE"));
        activateFiled();
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(allOf(containsString("policy"), containsString(filed.value())));
    }

    @Test
    void listings_of_revisions_tell_where_it_is_broken() {
        var one = "items.find { it.revision == '%s' }.unreadable";
        as().get("/api/v1/policies/revisions?limit=500")
                .then()
                .statusCode(200)
                .body(one.formatted(old), containsString("old.yaml:7:"))
                .body(one.formatted(filed), nullValue());
        as().get("/api/v1/policies/revisions/" + old)
                .then()
                .statusCode(200)
                .body("revision.unreadable", containsString("old.yaml:7:"));
    }

    @Test
    void what_was_in_force_then_cannot_be_told_once_another_one_decides() {
        var then = Instant.now();
        activateFiled();

        explain(then)
                .statusCode(409)
                .body("code", equalTo("past-unreadable"))
                .body("detail", containsString("cannot be read by this version"))
                .body("detail", containsString("old.yaml:7:"));
        as().queryParam("at", then.toString())
                .get("/api/v1/access")
                .then()
                .statusCode(409)
                .body("code", equalTo("past-unreadable"));
    }

    private void activateFiled() {
        var now = settled(desk.look()).current();
        settled(desk.activate(new Order(filed, now), Asking.human("carol", "security"), null));
        assertThat(rulebooks.current().revisionId()).isEqualTo(filed);
    }

    private static ValidatableResponse explain(@Nullable Instant at) {
        var query =
                new JsonObject(
                        """
                        {"target": "payments",
                         "principal": {"id": {"issuer": "http://issuer", "subject": "alice"},
                           "name": "alice", "kind": "HUMAN", "groups": ["engineers"]},
                         "statement": {"effects": ["READ"], "kinds": ["SELECT"],
                           "reads": ["public.orders"], "hasWhere": true}}
                        """);
        if (at != null) {
            query.put("at", at.toString());
        }
        return as().contentType("application/json")
                .body(query.encode())
                .post("/api/v1/decisions:explain")
                .then();
    }

    private static RequestSpecification as() {
        return given().urlEncodingEnabled(false).auth().oauth2(Surroundings.token("carol"));
    }
}
