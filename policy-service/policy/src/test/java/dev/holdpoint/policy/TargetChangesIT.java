package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets as people register them over REST, beside those of documents. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TargetChangesIT {
    private static final String TARGETS = "/api/v1/targets/";
    private static final String BODY =
            """
            {"protocol":"postgres","host":"db.internal","port":5432,"database":"billing",\
            "username":"app","secret":"env:HOLDPOINT_SECRET_CANARY","tls":"verify-full",\
            "labels":{"data":"money"}}
            """;

    private final String name = "t-" + UUID.randomUUID();

    @BeforeEach
    void awaitDocuments() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> show("payments").statusCode(200));
    }

    @Test
    void a_target_is_registered_changed_and_removed_and_never_shows_its_secret() {
        put("carol", BODY, null)
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("name", equalTo(name))
                .body("origin", equalTo("rest"))
                .body("labels.data", equalTo("money"))
                .body(not(containsString("CANARY")));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                show(name)
                                        .statusCode(200)
                                        .header("ETag", "\"1\"")
                                        .body(not(containsString("CANARY"))));

        put("carol", BODY.replace("5432", "5433"), "\"1\"")
                .statusCode(200)
                .body("port", equalTo(5433))
                .body("version", equalTo(2));

        remove("carol", "\"1\"").statusCode(412);
        remove("carol", "\"2\"").statusCode(204);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> show(name).statusCode(404));
        remove("carol", null).statusCode(404);
    }

    @Test
    void a_target_is_not_changed_blindly() {
        put("carol", BODY, null).statusCode(201);

        put("carol", BODY, null).statusCode(428).body("code", equalTo("precondition-required"));
        put("carol", BODY, "\"7\"").statusCode(412).body("code", equalTo("changed-meanwhile"));
    }

    @Test
    void a_target_of_a_document_is_changed_there() {
        as("carol")
                .header("If-Match", "\"1\"")
                .body(BODY)
                .put(TARGETS + "payments")
                .then()
                .statusCode(409)
                .body("code", equalTo("other-origin"));
        as("carol").delete(TARGETS + "payments").then().statusCode(409);
    }

    @Test
    void only_security_registers_and_a_credential_itself_is_refused() {
        put("bob", BODY, null).statusCode(403).body("code", equalTo("forbidden"));
        put("carol", BODY.replace("env:HOLDPOINT_SECRET_CANARY", "hunter2"), null)
                .statusCode(422)
                .body("detail", containsString("a reference, not the credential itself"))
                .body(not(containsString("hunter2")));
        as("carol")
                .body(BODY)
                .put(TARGETS + "Not-A-Name")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid-request"));
    }

    @Test
    void a_line_end_or_what_cannot_be_seen_in_a_name_is_refused() {
        for (var hidden : List.of("\\n", "\\r", "\\u0000", "\\u200b", "\\u2028")) {
            for (var name : List.of("db.internal", "billing", "app")) {
                put("carol", BODY.replace(name + '"', name + hidden + "x\""), null)
                        .statusCode(422)
                        .body("code", equalTo("invalid-request"));
            }
        }
        put("carol", BODY.replace("db.internal", "db.internal\\nx"), null)
                .body("findings[0].message", containsString("U+000A"));
    }

    @Test
    void a_secret_from_where_none_may_come_is_refused_with_what_is_allowed() {
        put("carol", BODY.replace("env:HOLDPOINT_SECRET_CANARY", "file:/etc/passwd"), null)
                .statusCode(422)
                .body(
                        "findings[0].message",
                        containsString("a file that secrets may not come from"))
                .body("findings[0].hint", containsString("holdpoint.secrets.directories"))
                .body(not(containsString("passwd")));
        put("carol", BODY.replace("HOLDPOINT_SECRET_CANARY", "PATH"), null).statusCode(422);
        put("carol", BODY.replace("env:HOLDPOINT_SECRET_CANARY", "vault:sys/raw#value"), null)
                .statusCode(422);
        put(
                        "carol",
                        BODY.replace(
                                "env:HOLDPOINT_SECRET_CANARY",
                                "vault:secret/holdpoint/billing#password"),
                        null)
                .statusCode(201);
    }

    private ValidatableResponse put(String principal, String body, @Nullable String ifMatch) {
        return expecting(as(principal).body(body), ifMatch).put(TARGETS + name).then();
    }

    private ValidatableResponse remove(String principal, @Nullable String ifMatch) {
        return expecting(as(principal), ifMatch).delete(TARGETS + name).then();
    }

    private static RequestSpecification expecting(
            RequestSpecification request, @Nullable String ifMatch) {
        return ifMatch == null ? request : request.header("If-Match", ifMatch);
    }

    private static ValidatableResponse show(String target) {
        return as("carol").get(TARGETS + target).then();
    }

    private static RequestSpecification as(String principal) {
        return given().urlEncodingEnabled(false)
                .contentType("application/json")
                .auth()
                .oauth2(Surroundings.token(principal));
    }
}
