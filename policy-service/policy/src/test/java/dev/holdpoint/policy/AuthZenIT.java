package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AuthZEN over HTTP: what is made of a request, and what is answered. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class AuthZenIT extends AuthZenClient {
    private static final String AGENT =
            """
            { "subject": { "type": "agent", "id": "support-agent",
                           "properties": { "groups": [ "agents" ] } },
              "action": { "name": "%s" %s },
              "resource": { "type": "target", "id": "payments" }, "context": { %s } }
            """;

    @Test
    void only_who_reviews_may_ask_about_others() {
        var bob = ALICE_READS.replace("alice", "bob");
        given().contentType("application/json").body(ALICE_READS).post(ONE).then().statusCode(401);
        ask("alice", ONE, ALICE_READS).statusCode(200).body("decision", equalTo(true));
        ask("alice", ONE, bob).statusCode(403).body("code", equalTo("forbidden"));
        ask("alice", ONE, ALICE_READS.replace("user", "agent")).statusCode(403);
        ask("alice", SEVERAL, "{\"evaluations\":[%s,%s]}".formatted(ALICE_READS, bob))
                .statusCode(200)
                .body("evaluations[0].decision", equalTo(true))
                .body("evaluations[1].decision", equalTo(false))
                .body("evaluations[1].context.error.status", equalTo(403));
    }

    @Test
    void of_the_caller_itself_the_token_counts_and_not_what_the_request_says() {
        var alice =
                """
                { "subject": { "type": "user", "id": "alice",
                               "properties": { "groups": [ "dba", "agents" ] } },
                  "action": { "name": "write" }, "resource": { "type": "target", "id": "payments" } }
                """;
        var explained =
                as("alice")
                        .contentType("application/json")
                        .body("{\"target\":\"payments\",\"statement\":{\"effects\":[\"WRITE\"]}}")
                        .post("/api/v1/decisions:explain")
                        .then()
                        .extract();

        ask("alice", ONE, alice)
                .body("context.rules", equalTo(explained.path("decision.rules")))
                .body("context.reason_user.en", equalTo(explained.path("decision.reason")));
    }

    @Test
    void a_hold_is_a_denial_that_says_who_could_lift_it() {
        var before = Instant.now();

        var answer = ask("carol", ONE, AGENT.formatted("insert", "", ""));

        answer.body("decision", equalTo(false))
                .body("context.reason", equalTo("approval_required"))
                .body("context.rules", hasItem("payments/writes-by-agents"))
                .body("context.access_request.template", equalTo("payments/writes-by-agents"))
                .body("context.access_request.display.description", containsString("DBA"))
                .body("context.access_request.terms.quorum[0].group", equalTo("dba"));
        var expires = Instant.parse(answer.extract().path("context.access_request.expires_at"));
        assertThat(expires).isAfter(before.plus(Duration.ofMinutes(14)));
    }

    @Test
    void an_allow_with_obligations_is_one_only_for_who_can_carry_them_out() {
        ask("carol", ONE, AGENT.formatted("read", "", ""))
                .body("decision", equalTo(false))
                .body("context.reason", equalTo("obligations_not_supported"))
                .body("context.obligations.type", everyItem(equalTo("custom")));
        var able = "\"obligations_supported\": [ \"custom\", \"step-up\" ]";
        ask("carol", ONE, AGENT.formatted("read", "", able))
                .body("decision", equalTo(true))
                .body("context.reason", nullValue())
                .body("context.obligations.holdpoint.kind", hasItem("mask-column"))
                .body("context.obligations.id", hasItem("obligation-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "read, '', false",
        "read, '\"reads\": [ \"public.orders\" ]', false",
        "read, '\"functions\": [], \"reads\": [ \"public.orders\" ]', true",
        "read, '\"functions\": [], \"reads\": [ \"public.orders\", \"audit.log\" ]', false",
        "insert, '\"functions\": [], \"reads\": [], \"writes\": [ \"public.orders\" ]', true",
        "insert, '\"functions\": [], \"reads\": []', false",
        "insert, '\"functions\": [], \"writes\": [ \"public.orders\" ]', true"
    })
    void what_is_not_said_is_taken_for_what_a_rule_denies(
            String action, String said, boolean allowed) {
        ask(
                        "carol",
                        ONE,
                        """
                        { "subject": { "type": "user", "id": "alice" },
                          "action": { "name": "%s", "properties": { %s } },
                          "resource": { "type": "target", "id": "orders" } }
                        """
                                .formatted(action, said))
                .body("decision", equalTo(allowed));
    }

    @ParameterizedTest
    @CsvSource({
        "ddl, '', policy_denied",
        "ponder, '', policy_denied",
        "ponder, ', \"properties\": { \"effects\": [ \"privilege\" ] }', policy_denied"
    })
    void what_is_denied_says_why(String action, String properties, String reason) {
        ask("carol", ONE, AGENT.formatted(action, properties, ""))
                .body("decision", equalTo(false))
                .body("context.reason", equalTo(reason))
                .body("context.revision", startsWith("sha256:"))
                .body("context.evaluation_id", notNullValue())
                .body("context.evaluated_at", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({"target, nowhere", "record, payments", "spaceship, payments", "record, '*'"})
    void a_resource_that_there_is_not_is_denied(String type, String id) {
        ask(
                        "carol",
                        ONE,
                        ALICE_READS
                                .replace("\"record\"", "\"" + type + "\"")
                                .replace("record-1", id))
                .body("decision", equalTo(false))
                .body("context.reason", equalTo("unknown_target"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"effects\": []', nothing",
        "'\"effects\": [ \"wipe\" ]', read",
        "'\"effects\": 7', a list",
        "'\"hasWhere\": \"yes\"', true or false",
        "'\"estimatedRows\": -1', from 0 on"
    })
    void what_an_action_cannot_mean_is_refused(String properties, String told) {
        var said = ", \"properties\": { %s }".formatted(properties);

        ask("carol", ONE, AGENT.formatted("read", said, ""))
                .statusCode(400)
                .body("detail", containsString(told));
    }

    @ParameterizedTest
    @CsvSource({
        "execute_all, 3",
        "deny_on_first_deny, 2",
        "permit_on_first_permit, 1",
    })
    void several_are_gone_through_as_far_as_is_asked(String semantic, int answers) {
        var request =
                """
                { "subject": { "type": "user", "id": "bob" },
                  "resource": { "type": "record", "id": "record-1" },
                  "options": { "evaluations_semantic": "%s" },
                  "evaluations": [ { "action": { "name": "read" } },
                                   { "action": { "name": "write" } },
                                   { "action": { "name": "read" } } ] }
                """;

        ask("carol", SEVERAL, request.formatted(semantic))
                .statusCode(200)
                .body("evaluations", hasSize(answers));
        ask("carol", SEVERAL, request.formatted("some")).statusCode(400);
    }

    @Test
    void too_many_at_once_are_refused() {
        var many = String.join(",", Collections.nCopies(101, "{}"));

        ask("carol", SEVERAL, "{\"evaluations\":[%s]}".formatted(many))
                .statusCode(400)
                .body("detail", containsString("at most 100"));
    }

    @Test
    void a_table_is_a_resource_of_its_target() {
        var table =
                """
                { "subject": { "type": "user", "id": "alice" }, "action": { "name": "select" },
                  "resource": { "type": "table", "id": "public.orders" %s } }
                """;

        ask("carol", ONE, table.formatted(", \"properties\": { \"target\": \"record-1\" }"))
                .body("decision", equalTo(true));
        ask("carol", ONE, table.formatted(""))
                .statusCode(400)
                .body("detail", containsString("resource.properties"));
    }
}
