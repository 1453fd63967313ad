package dev.holdpoint.policy;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionAnswer.Admitted;
import dev.holdpoint.policy.contract.SessionAnswer.Turned;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc.PolicyDecisionPointBlockingStub;
import dev.holdpoint.policy.proto.WatchRequest;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole service: documents in, decisions over gRPC and listings over REST out. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class PolicyServiceIT {
    private ManagedChannel channel;
    private PolicyDecisionPointBlockingStub policy;

    @BeforeEach
    void connect() {
        channel = Surroundings.channel();
        policy = PolicyDecisionPointGrpc.newBlockingStub(channel);
        await().atMost(Duration.ofSeconds(30)).until(() -> open(AGENT) instanceof Admitted);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void a_session_opens_where_the_target_is() {
        assertThat(open(AGENT))
                .isInstanceOfSatisfying(
                        Admitted.class,
                        admitted -> {
                            assertThat(admitted.spec().port()).isEqualTo(15999);
                            assertThat(admitted.spec().secret()).startsWith("file:");
                        });
        assertThat(open(Asking.human("mallory")))
                .isInstanceOfSatisfying(
                        Turned.class,
                        turned -> assertThat(turned.code()).isEqualTo(RefusalCode.NO_GRANT));
    }

    @Test
    void reads_are_allowed_writes_held_and_schema_changes_denied() {
        assertThat(decide(Effect.READ)).isInstanceOf(Allow.class);
        assertThat(decide(Effect.WRITE)).isInstanceOf(Hold.class);
        assertThat(decide(Effect.DDL)).isInstanceOf(Deny.class);
    }

    @Test
    void what_cannot_be_read_is_denied_not_failed() {
        var answer = policy.decide(DecideRequest.getDefaultInstance());

        assertThat(PolicyMessages.answer(answer).decision())
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.PROTOCOL_VIOLATION));
    }

    @Test
    void a_watcher_hears_the_revision_at_once_and_then_every_second() {
        var beats = new ArrayList<Generation>();
        var events =
                policy.withDeadlineAfter(10, TimeUnit.SECONDS)
                        .watch(WatchRequest.newBuilder().setEdge("edge-1").build());

        while (beats.size() < 3) {
            beats.add(PolicyMessages.generation(events.next()));
        }

        assertThat(beats).allSatisfy(b -> assertThat(b.revision().value()).startsWith("sha256:"));
    }

    @Test
    void a_changed_document_decides_within_seconds_and_a_broken_one_does_not() {
        var file = Surroundings.documents().resolve("policy-payments.yaml");
        var before = Surroundings.read(file);

        Surroundings.write(file, before.replace("Writes by agents wait for a DBA.", "Ask Bob."));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> decide(Effect.WRITE).reason().equals("Ask Bob."));

        Surroundings.write(file, before.replace("decide: hold", "decide: perhaps"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                given().get("/q/health/ready")
                                        .then()
                                        .statusCode(200)
                                        .body(containsString("perhaps is not known here")));
        assertThat(decide(Effect.WRITE).reason()).isEqualTo("Ask Bob.");

        Surroundings.write(file, before);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !decide(Effect.WRITE).reason().equals("Ask Bob."));
    }

    @Test
    void listings_are_for_those_who_govern_and_never_show_the_secret() {
        given().get("/api/v1/targets").then().statusCode(401);
        as("alice").get("/api/v1/targets").then().statusCode(403);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .get("/api/v1/targets")
                                        .then()
                                        .statusCode(200)
                                        .body("items.name", hasItem("payments"))
                                        .body(not(containsString("secret"))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .get("/api/v1/grants?limit=1")
                                        .then()
                                        .statusCode(200)
                                        .body("items[0].id", equalTo("agents-on-payments"))
                                        .body("items[0].state", equalTo("live"))
                                        .body("next", not(equalTo(null))));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .get("/api/v1/policies?state=active")
                                        .then()
                                        .statusCode(200)
                                        .body("items.file", hasItem("policy-payments.yaml")));
    }

    @Test
    void a_target_is_listed_with_the_functions_somebody_vouches_for() {
        var file = Surroundings.documents().resolve("target-payments.yaml");
        var before = Surroundings.read(file);
        var digest = "sha256:" + "5".repeat(64);
        try {
            Surroundings.write(
                    file,
                    before
                            + """
                              functions:
                                - name: public.touch()
                                  effects: []
                                  definition: %1$s
                                - name: public.place_order(integer, text)
                                  effects: [ read, write ]
                                  reads: [ public.customers ]
                                  writes: [ public.orders ]
                                  definition: %1$s
                            """
                                    .formatted(digest));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> listed("functions.size()", equalTo(2)));
            listed("functions[0].name", equalTo("public.touch()"));
            listed("functions[0].effects", equalTo(List.of()));
            listed("functions[1].name", equalTo("public.place_order(integer,text)"));
            listed("functions[1].effects", equalTo(List.of("read", "write")));
            listed("functions[1].reads", equalTo(List.of("public.customers")));
            listed("functions[1].writes", equalTo(List.of("public.orders")));
            listed("functions[1].definition", equalTo(digest));
        } finally {
            Surroundings.write(file, before);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> listed("functions", equalTo(List.of())));
    }

    @Test
    void the_interface_description_tells_of_the_functions_of_a_target() {
        as("carol")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "components.schemas.TargetView.properties.functions.items.'$ref'",
                        equalTo("#/components/schemas/FunctionView"))
                .body("components.schemas.FunctionView.properties.keySet()", hasItem("definition"));
    }

    private static void listed(String path, Matcher<?> expected) {
        as("carol")
                .get("/api/v1/targets")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'payments' }." + path, expected);
    }

    @Test
    void an_explanation_names_the_rules_and_what_the_others_failed_on() {
        as("alice")
                .body("{\"target\":\"payments\",\"statement\":{\"effects\":[\"DDL\"]}}")
                .contentType("application/json")
                .post("/api/v1/decisions:explain")
                .then()
                .statusCode(200)
                .body("decision.kind", equalTo("deny"))
                .body("decision.rules", hasItem("payments/destructive-ddl"))
                .body("considered.on", hasItem("effects"))
                .body("considered.when", hasItem("!statement.hasWhere"))
                .body("onceReleased", equalTo(List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                    | target",
                "{'target':'p','statement':{'effects':['WRITE'],'write':['a.b']}}       | has no write",
                "{'target':'p','statement':{'effects':['READ'],'estimatedRows':-1}}     | less than 0",
                "{'target':'p','statement':{'effects':['READ']},'session':{'rowsRead':1}} | has no rowsRead",
                "{'target':'p','statement':{'effects':['READ'],'reads':[null]}}         | null in it",
                "{'target':'p','statement':{'effects':[null]}}                          | null",
                "{'target':'p','statement':{'effects':['READ']},'tags':{'a':null}}      | null"
            })
    void what_cannot_be_explained_is_refused_with_what_is_wrong(String body, String told) {
        as("alice")
                .body(body.replace('\'', '"'))
                .contentType("application/json")
                .post("/api/v1/decisions:explain")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-request"))
                .body("detail", containsString(told));
    }

    @Test
    void an_editor_reads_the_schema_without_a_token() {
        given().get("/api/v1/policies/schema")
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .body("title", equalTo("Holdpoint document"))
                .body("'$defs'.rule.required", hasItem("decide"));
    }

    @Test
    void a_path_two_parsers_may_read_differently_is_refused_before_anything_else() {
        as("alice")
                .get("/api/v1/targets;x=y")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("ambiguous-path"));
    }

    private static RequestSpecification as(String principal) {
        return given().urlEncodingEnabled(false).auth().oauth2(Surroundings.token(principal));
    }

    private SessionAnswer open(Principal who) {
        return PolicyMessages.answer(
                policy.openSession(
                        PolicyMessages.message(new SessionQuery(who, PAYMENTS, "127.0.0.1"))));
    }

    private Decision decide(Effect effect) {
        return PolicyMessages.answer(
                        policy.decide(PolicyMessages.message(query(AGENT, command("X", effect)))))
                .decision();
    }
}
