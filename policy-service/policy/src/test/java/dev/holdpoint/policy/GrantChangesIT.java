package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.policy.language.RequestReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants as people ask for them over REST, beside those of documents. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class GrantChangesIT {
    private static final String GRANTS = "/api/v1/grants";

    private final String id = "g-" + UUID.randomUUID();

    @BeforeEach
    void awaitDocuments() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> listed("agents-on-payments", "live"));
    }

    @Test
    void a_grant_is_issued_narrowed_reviewed_and_revoked_with_everybody_on_record() {
        var expires = Instant.now().plusSeconds(3600).toString();
        issue("carol", body("alice", expires))
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("id", equalTo(id))
                .body("origin", equalTo("rest"))
                .body("issuedBy", containsString("carol"))
                .body("state", equalTo("live"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> listed(id, "live"));

        post("bob", ":narrow", "{\"effects\":[\"read\"],\"reason\":\"enough\"}", "\"1\"")
                .statusCode(200)
                .body("effects", equalTo(List.of("read")))
                .body("version", equalTo(2));
        post("carol", ":reviewed", reviewed(Instant.now().plusSeconds(60)), "\"2\"")
                .statusCode(200)
                .body("version", equalTo(3));
        post("bob", ":revoke", "{\"reason\":\"done\"}", "\"3\"")
                .statusCode(200)
                .body("state", equalTo("revoked"))
                .body("stateReason", equalTo("done"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> listed(id, "revoked"));
        as("carol")
                .get(GRANTS + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .body("version", equalTo(4))
                .body("effects", equalTo(List.of("read")));
    }

    @Test
    void an_answer_tells_what_is_on_record_and_not_what_was_asked_for_in_vain() {
        issue("carol", body("alice", null)).statusCode(201);
        var narrowed =
                post("bob", ":narrow", "{\"effects\":[\"read\"],\"reason\":\"enough\"}", null)
                        .extract();
        post("bob", ":narrow", "{\"effects\":[\"read\"],\"reason\":\"again\"}", null)
                .statusCode(200)
                .body("stateReason", equalTo("enough"))
                .body("changedAt", equalTo(narrowed.<String>path("changedAt")));
        var revoked = post("bob", ":revoke", "{\"reason\":\"left\"}", null).extract();

        post("carol", ":revoke", "{\"reason\":\"again\"}", null)
                .statusCode(200)
                .body("stateReason", equalTo("left"))
                .body("changedAt", equalTo(revoked.<String>path("changedAt")))
                .body("version", equalTo(3));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> listed(id, "revoked"));
        as("carol")
                .get(GRANTS + "/" + id)
                .then()
                .header("ETag", "\"3\"")
                .body("stateReason", equalTo("left"))
                .body("changedAt", equalTo(revoked.<String>path("changedAt")));
    }

    @Test
    void a_grant_is_never_widened() {
        issue("carol", body("alice", null)).statusCode(201);

        post("carol", ":narrow", "{\"effects\":[\"ddl\"],\"reason\":\"more\"}", null)
                .statusCode(422)
                .body("code", equalTo("not-narrower"))
                .body("detail", containsString("effects"));
        post("carol", ":narrow", "{\"groups\":[\"dba\"],\"reason\":\"more\"}", null)
                .statusCode(422)
                .body("detail", containsString("groups"));
    }

    @Test
    void nobody_gives_to_themselves_and_only_security_gives() {
        issue("carol", body("carol", null)).statusCode(403).body("code", equalTo("self-grant"));
        issue("carol", body("alice", null).replace("[]", "[\"auditors\"]"))
                .statusCode(403)
                .body("code", equalTo("self-grant"));
        issue("bob", body("alice", null)).statusCode(403).body("code", equalTo("forbidden"));
        issue("bob", body("alice", null).replace("payments", "billing"))
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        given().body(body("alice", null))
                .contentType("application/json")
                .post(GRANTS)
                .then()
                .statusCode(401);
    }

    @Test
    void a_grant_is_listed_as_void_for_who_issued_it_in_the_words_of_the_decision() {
        issue("carol", body("alice", null).replace("[]", "[\"clerks\"]")).statusCode(201);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> listed(id, "live"));
        var one = "items.find { it.grant == '%s' }.".formatted(id);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                access("principal=alice&group=clerks")
                                        .body(one + "lapsed", nullValue())
                                        .body(one + "issuedBy", endsWith("#carol")));

        String issuedBy = access("principal=alice").extract().path(one + "issuedBy");
        String reason = decidedFor(issuedBy.replace("#carol", ""), "carol");

        access("principal=carol&group=clerks")
                .body(one + "lapsed", equalTo(reason))
                .body(one + "effects", empty());
        access("principal=bot&group=clerks&kind=agent&onBehalfOf=carol")
                .body(one + "lapsed", equalTo(reason));
        access("principal=carol&group=clerks&issuer=https://elsewhere")
                .body(one + "lapsed", nullValue());
    }

    @Test
    void what_somebody_else_changed_meanwhile_is_not_overwritten() {
        issue("carol", body("alice", null)).statusCode(201);
        post("bob", ":narrow", "{\"effects\":[\"read\"],\"reason\":\"enough\"}", "\"1\"")
                .statusCode(200);

        post("carol", ":revoke", "{\"reason\":\"as I saw it\"}", "\"1\"")
                .statusCode(412)
                .body("code", equalTo("changed-meanwhile"))
                .body("detail", containsString("version is 2"));
        post("carol", ":revoke", "{\"reason\":\"x\"}", "yesterday").statusCode(400);
    }

    @Test
    void what_is_wrong_with_a_request_is_told_with_its_place() {
        issue("carol", body("alice", null).replace("\"owner\"", "\"ovner\""))
                .statusCode(422)
                .body("code", equalTo("invalid-request"))
                .body("findings[0].message", containsString("no field ovner"))
                .body("findings[0].line", equalTo(1));
        issue("carol", body("alice", null).replace("payments", "billing"))
                .statusCode(422)
                .body("code", equalTo("unknown-target"))
                .body("detail", containsString("billing"));
        issue("carol", body("alice", "2020-01-01")).statusCode(422).body("code", equalTo("unfit"));
        post("carol", ":revoke", "{\"reason\":\"x\"}", null).statusCode(404);
    }

    @Test
    void a_grant_of_a_document_is_changed_there() {
        var path = GRANTS + "/dba-on-payments:narrow";
        as("carol")
                .body("{\"effects\":[\"read\"],\"reason\":\"less\"}")
                .post(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("other-origin"))
                .body("detail", containsString("from a file"));
        issue("carol", body("alice", null).replace(id, "dba-on-payments"))
                .statusCode(409)
                .body("code", equalTo("name-taken"));
    }

    @Test
    void a_document_cannot_take_the_name_of_a_grant_issued_here() {
        issue("carol", body("alice", null)).statusCode(201);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> listed(id, "live"));
        var file = Surroundings.documents().resolve("grants.yaml");
        var before = Surroundings.read(file);
        try {
            Surroundings.write(file, before.replace("deploys-on-payments", id));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () ->
                                    given().get("/q/health/ready")
                                            .then()
                                            .body(
                                                    containsString(
                                                            id
                                                                    + " is already there, and not"
                                                                    + " from a document")));
            listed("deploys-on-payments", "live");
        } finally {
            Surroundings.write(file, before);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> given().get("/q/health/ready").then().body(not(containsString(id))));
    }

    @Test
    void the_interface_description_has_the_fields_that_are_read() {
        as("carol")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "components.schemas.GrantDraft.properties.keySet()",
                        containsInAnyOrder(RequestReader.fieldsOfGrant().toArray()))
                .body(
                        "components.schemas.TargetDraft.properties.keySet()",
                        containsInAnyOrder(RequestReader.fieldsOfTarget().toArray()))
                .body("components.schemas.TargetDraft.properties.secret.writeOnly", equalTo(true))
                .body("components.schemas.TargetView.properties.keySet()", not(hasItem("secret")))
                .body(
                        "paths.keySet()",
                        hasItems("/api/v1/grants/{grant}:narrow", "/api/v1/targets/{target}"));
    }

    private String body(String subject, @Nullable String expiresAt) {
        var expiry = expiresAt == null ? "" : ",\"expiresAt\":\"" + expiresAt + "\"";
        return """
        {"id":"%s","subjects":["%s"],"groups":[],"targets":{"names":["payments"]},\
        "effects":["read","write"],"owner":"bob","reason":"ticket 7"%s}
        """
                .formatted(id, subject, expiry);
    }

    private static String reviewed(Instant until) {
        return "{\"reviewBy\":\"%s\",\"reason\":\"still needed\"}".formatted(until);
    }

    private static ValidatableResponse issue(String principal, String body) {
        return as(principal).body(body).post(GRANTS).then();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access", "grants", "targets", "policies", "policies/revisions"})
    void a_limit_that_is_no_number_is_told_so_in_every_listing(String listing) {
        as("carol")
                .get("/api/v1/" + listing + "?limit=x")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("bad-limit"))
                .body("detail", equalTo("limit is 1 to 500, not x."));
    }

    private ValidatableResponse post(
            String principal, String verb, String body, @Nullable String ifMatch) {
        var request = as(principal).body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .post(GRANTS + "/" + id + verb)
                .then();
    }

    private static void listed(String grant, String state) {
        as("carol")
                .get(GRANTS + "?limit=500&state=" + state)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(grant));
    }

    private static ValidatableResponse access(String query) {
        return as("carol").get("/api/v1/access?target=payments&" + query).then().statusCode(200);
    }

    /** Why a clerk of that name may not read. */
    private static String decidedFor(String issuer, String subject) {
        return as("carol")
                .body(
                        """
                        {"target": "payments", "statement": {"effects": ["READ"]},
                         "principal": {"id": {"issuer": "%s", "subject": "%s"}, "name": "x",
                           "kind": "HUMAN", "groups": ["clerks"]}}
                        """
                                .formatted(issuer, subject))
                .post("/api/v1/decisions:explain")
                .then()
                .statusCode(200)
                .body("decision.code", equalTo("NO_GRANT"))
                .extract()
                .path("decision.reason");
    }

    private static RequestSpecification as(String principal) {
        return given().urlEncodingEnabled(false)
                .contentType("application/json")
                .auth()
                .oauth2(Surroundings.token(principal));
    }
}
