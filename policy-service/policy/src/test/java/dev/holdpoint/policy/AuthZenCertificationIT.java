package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The certification scenario of the Authorization API 1.0 (levels Basic, Batch, Discovery). */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuthZenCertificationIT extends AuthZenClient {
    /** One request of the scenario, and the answer to it. */
    record Vector(JsonObject vector) {
        @Override
        public String toString() {
            return "section " + vector.getString("section");
        }
    }

    static Stream<Vector> certification() {
        return new JsonArray(read("certification.json"))
                .stream().map(JsonObject.class::cast).map(Vector::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certification")
    void the_certification_scenario_is_answered(Vector of) {
        var vector = of.vector();
        var request = vector.getJsonObject("request").encode();

        var answer = ask("carol", vector.getString("path"), request);

        answer.statusCode(vector.getInteger("status"));
        if (vector.containsKey("decision")) {
            answer.contentType("application/json")
                    .body("decision", equalTo(vector.getBoolean("decision")));
        }
        var decisions = vector.getJsonArray("decisions", new JsonArray());
        for (int i = 0; i < decisions.size(); i++) {
            var decision = decisions.getBoolean(i);
            answer.body("evaluations", hasSize(decisions.size()))
                    .body(
                            "evaluations[%d].decision".formatted(i),
                            decision == null ? notNullValue() : equalTo(decision));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}{}", "{\"subject\":1,\"subject\":2}", "[["})
    void what_is_not_one_json_object_is_refused(String body) {
        var deep = body.equals("[[") ? "[".repeat(2_000) : body;

        for (var path : new String[] {ONE, SEVERAL}) {
            ask("carol", path, deep).statusCode(400).body("code", equalTo("bad-request"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void another_content_type_is_refused(String type) {
        as("carol").contentType(type).body(ALICE_READS).post(ONE).then().statusCode(400);
    }

    @Test
    void the_identifier_of_a_request_comes_back_with_its_answer() {
        as("carol")
                .header("X-Request-ID", "bfe9eb29")
                .contentType("application/json")
                .body(ALICE_READS)
                .post(ONE)
                .then()
                .header("X-Request-ID", equalTo("bfe9eb29"));
        as("carol")
                .header("X-Request-ID", "bfe9eb30")
                .contentType("application/json")
                .body("{}")
                .post(ONE)
                .then()
                .statusCode(400)
                .header("X-Request-ID", equalTo("bfe9eb30"));
        ask("carol", ONE, ALICE_READS).header("X-Request-ID", nullValue());
    }

    @Test
    void asked_again_the_same_is_decided() {
        IntStream.range(0, 5)
                .forEach(_ -> ask("carol", ONE, ALICE_READS).body("decision", equalTo(true)));
    }

    @Test
    void where_the_endpoints_are_is_told_to_everybody() {
        given().get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("policy_decision_point", startsWith("http"))
                .body("access_evaluation_endpoint", endsWith(ONE))
                .body("access_evaluations_endpoint", endsWith(SEVERAL))
                .body("obligations_supported", contains("custom"))
                .body("access_request_endpoint", nullValue())
                .body("search_subject_endpoint", nullValue());
    }
}
