package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.ConditionBombs;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.revision.Rulebooks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulation over a real log: commands decided by what is published, replayed over REST. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SimulateIT {
    private static final String PATH = "/api/v1/policies:simulate";
    private static final String PROPOSE = "/api/v1/policies:propose";

    @Inject Rulebooks rulebooks;
    @Inject Vertx vertx;

    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private RecordedAgent recorded;
    private Principal agent;

    @BeforeEach
    void recordSomeCommands() throws Exception {
        recorded = new RecordedAgent(rulebooks, vertx);
        agent = recorded.agent();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> recorded.decide(Effect.READ) instanceof Decision.Allow);
        for (var effect : List.of(Effect.READ, Effect.READ, Effect.WRITE, Effect.DDL)) {
            recorded.record(effect);
        }
    }

    @AfterEach
    void stop() {
        recorded.close();
    }

    @Test
    void the_documents_in_force_change_nothing() {
        simulate("carol", Asking.demo())
                .statusCode(200)
                .body("commands", equalTo(4))
                .body("unchanged", equalTo(4))
                .body("changes", empty())
                .body("notEvaluable", empty())
                .body("matrix.allow.allow", equalTo(2))
                .body("matrix.hold.hold", equalTo(1))
                .body("matrix.deny.deny", equalTo(1))
                .body("holds[0].group", equalTo("dba"))
                .body("holds[0].recorded", equalTo(1))
                .body("holds[0].expected", equalTo(1));
    }

    @Test
    void a_draft_says_what_it_would_change_and_for_whom() {
        var draft =
                Asking.source(
                        """
                        rules:
                          - name: reads-wait
                            decide: hold
                            match: { effects: [ read ] }
                            approval: { from: [ { group: security } ], expires: 5m }
                        """);

        simulate("bob", List.of(draft))
                .statusCode(200)
                .body("changed", equalTo(3))
                .body("matrix.allow.hold", equalTo(2))
                .body("matrix.hold.deny", equalTo(1))
                .body("principals.name", equalTo(List.of(agent.id().toString())))
                .body("rules.name", hasItem("test/reads-wait"))
                .body("rules.name", hasItem("default"))
                .body("changes[0].examples[0].ruleThen", equalTo("payments/reads"))
                .body("holds.find { it.group == 'security' }.expected", equalTo(2));
    }

    @Test
    void commands_are_selected_by_what_they_did_and_what_was_answered() {
        var draft = Asking.source("rules: [ { name: none, decide: deny, match: {} } ]");
        var writes = JsonObject.of("effect", "WRITE", "group", "agents", "answer", "hold");

        post("carol", body(List.of(draft)).put("where", writes))
                .statusCode(200)
                .body("commands", equalTo(1))
                .body("selection.where.effect", equalTo("WRITE"));
        post("carol", body(List.of(draft)).put("where", JsonObject.of("effects", "WRITE")))
                .statusCode(400);
    }

    @Test
    void what_was_used_is_proposed_and_proven_and_can_be_published() {
        var body = new JsonObject().put("from", began.toString()).put("principal", agent.name());
        var answer =
                post(PROPOSE, "carol", body)
                        .statusCode(200)
                        .body("commands", equalTo(2))
                        .body("grants.grant", equalTo(List.of("agents-on-payments")))
                        .body("grants[0].effects", equalTo(List.of("read")))
                        .body("grants[0].withoutEffects", equalTo(List.of("write", "session")))
                        .body("rules.rule", equalTo(List.of("payments/reads")))
                        .body("rules[0].match", hasItem("reads: [ \"public.customers\" ]"))
                        .body("proof.keeps", equalTo(true))
                        .body("proof.allowed", equalTo(2))
                        .body("proof.newlyDenied", equalTo(0))
                        .body("proof.heldThenDenied", equalTo(1))
                        .body("proof.notEvaluable", equalTo(0));

        List<Map<String, String>> proposed = answer.extract().path("documents");
        var files =
                proposed.stream()
                        .map(
                                file ->
                                        new SourceFile(
                                                String.valueOf(file.get("name")),
                                                String.valueOf(file.get("text"))))
                        .toList();
        assertThat(files)
                .extracting(SourceFile::name)
                .containsExactly("grant-agents-on-payments.yaml", "policy-payments.yaml");
        simulate("carol", files)
                .statusCode(200)
                .body("matrix.allow.allow", equalTo(2))
                .body("matrix.hold.deny", equalTo(1));
    }

    @Test
    void nothing_is_proposed_from_nothing() {
        var body = JsonObject.of("from", "2000-01-01T00:00:00Z", "to", "2000-01-02T00:00:00Z");

        post(PROPOSE, "carol", body).statusCode(422).body("code", equalTo("nothing-on-record"));
        post(PROPOSE, "alice", body).statusCode(403);
        post(PROPOSE, "carol", new JsonObject()).statusCode(400);
    }

    @Test
    void progress_is_told_while_it_runs() {
        var events =
                given().urlEncodingEnabled(false)
                        .auth()
                        .oauth2(Surroundings.token("carol"))
                        .accept("text/event-stream")
                        .contentType("application/json")
                        .body(body(Asking.demo()).encode())
                        .post(PATH)
                        .then()
                        .statusCode(200)
                        .contentType("text/event-stream")
                        .extract()
                        .asString();

        assertThat(events).contains("event:progress", "\"read\":", "event:result");
        assertThat(events).contains("\"unchanged\":4");
    }

    @Test
    void documents_that_are_wrong_are_told_by_file_line_and_column() {
        var wrong = new SourceFile("broken.yaml", Asking.source("rules: 7\n").text());

        simulate("carol", List.of(wrong))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid-documents"))
                .body("findings[0].file", equalTo("broken.yaml"))
                .body("findings[0].line", equalTo(6))
                .body("findings[0].column", equalTo(10))
                .body("detail", containsString("broken.yaml:6:10"));
        simulate("carol", List.of()).statusCode(400).body("code", equalTo("no-documents"));
    }

    @Test
    void a_condition_that_doubles_a_text_at_each_of_thirty_levels_is_refused() {
        var bomb = new SourceFile("bomb.yaml", Asking.source(ConditionBombs.RULE).text());

        simulate("carol", List.of(bomb))
                .statusCode(422)
                .body("findings[0].file", equalTo("bomb.yaml"))
                .body("findings[0].line", equalTo(7))
                .body("findings[0].message", containsString(ConditionBombs.TOLD))
                .body("findings[0].hint", containsString(ConditionBombs.HINT));
    }

    @Test
    void a_window_that_is_none_is_refused() {
        var body = body(Asking.demo()).put("to", began.minusSeconds(1).toString());

        post("carol", body).statusCode(400).body("code", equalTo("bad-window"));
        post("carol", new JsonObject()).statusCode(400).body("code", equalTo("bad-request"));
    }

    @Test
    void only_those_who_govern_may_ask() {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(401);
        simulate("alice", Asking.demo()).statusCode(403);
    }

    @Test
    void the_interface_description_tells_of_it() {
        given().auth()
                .oauth2(Surroundings.token("carol"))
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.schemas.SimulateRequest.properties.keySet()", hasItem("from"))
                .body("components.schemas.Simulation.properties.keySet()", hasItem("matrix"))
                .body(
                        "paths.'/api/v1/policies:simulate'.post.requestBody.content"
                                + ".'application/json'.schema.'$ref'",
                        equalTo("#/components/schemas/SimulateRequest"));
    }

    private ValidatableResponse simulate(String principal, List<SourceFile> documents) {
        return post(principal, body(documents));
    }

    private static ValidatableResponse post(String principal, JsonObject body) {
        return post(PATH, principal, body);
    }

    private static ValidatableResponse post(String path, String principal, JsonObject body) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token(principal))
                .contentType("application/json")
                .body(body.encode())
                .post(path)
                .then();
    }

    private JsonObject body(List<SourceFile> documents) {
        var files = new JsonArray();
        documents.forEach(
                file -> files.add(JsonObject.of("name", file.name(), "text", file.text())));
        return JsonObject.of(
                "documents",
                files,
                "from",
                began.toString(),
                "principal",
                agent.id().subject(),
                "target",
                "payments");
    }
}
