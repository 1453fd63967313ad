package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.proto.ApprovalsGrpc;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.service.Problem;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@QuarkusTestResource(ApprovalLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldApiIT {
    @Inject Answers answers;
    private Vertx vertx;
    private KafkaEventAppender appender;
    private ManagedChannel channel;
    private EdgeLog edge;

    @BeforeAll
    void open() {
        vertx = Vertx.vertx();
        appender = EdgeLog.appender(vertx, config("holdpoint.kafka.bootstrap-servers"));
    }

    @BeforeEach
    void session() {
        channel =
                ManagedChannelBuilder.forAddress("localhost", RestAssured.port)
                        .usePlaintext()
                        .build();
        edge = new EdgeLog(appender, agent());
    }

    @AfterEach
    void hangUp() {
        channel.shutdownNow();
    }

    @AfterAll
    void close() {
        appender.close();
        vertx.close();
    }

    @Test
    void a_second_person_releases_a_hold_and_its_session_claims_it_once() {
        var hold = placed();

        vote("bob", hold, "approve", "agreed").then().statusCode(200).body("state", is("released"));
        var claimed = claim(hold);

        assertThat(claimed.getClaimed()).as(claimed.getReason()).isTrue();
        assertThat(EventJson.decodeValue(claimed.getTerms().toByteArray(), HoldTerms.class))
                .isEqualTo(hold.terms());
        assertThat(claim(hold).getClaimed()).isFalse();
        assertThat(claim(hold).getReason()).contains("already claimed");
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("claimed");
    }

    @Test
    void an_approver_sees_everything_they_decide_about() {
        var hold = placed();

        var seen = show("bob", hold).jsonPath();

        assertThat(seen.getString("statement")).isEqualTo(hold.text());
        assertThat(seen.getList("parameters")).isEqualTo(hold.parameters());
        assertThat(seen.getString("target")).isEqualTo("payments");
        assertThat(seen.getString("requester.subject")).isEqualTo("support-agent");
        assertThat(seen.getString("requester.onBehalfOf.subject")).isEqualTo("alice");
        assertThat(seen.getString("why")).isEqualTo(hold.reason());
        assertThat(seen.getList("rules")).isEqualTo(hold.rules());
        assertThat(seen.getList("facts.effects")).isEqualTo(List.of("WRITE"));
        assertThat(seen.getList("quorum.group")).isEqualTo(List.of("dba"));
        assertThat(seen.getString("digest")).isEqualTo(hold.digest().value());
        assertThat(seen.getString("expiresAt")).isEqualTo(hold.expiresAt().toString());
        assertThat(seen.getInt("secondsLeft")).isBetween(800, 900);
        assertThat(seen.getString("voidReason")).isNull();
    }

    @Test
    void requester_and_the_human_behind_it_cannot_approve() {
        var hold = placed();

        for (var self : List.of("support-agent", "alice")) {
            vote(self, hold, "approve", "please")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", is("self-approval"));
        }
        vote("carol", hold, "approve", "looks fine")
                .then()
                .statusCode(403)
                .body("code", is("not-eligible"));
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("open");
    }

    @Test
    void a_denial_ends_a_hold_and_a_later_vote_says_so() {
        var hold = placed();

        vote("bea", hold, "deny", "not today").then().statusCode(200);

        assertThat(show("bob", hold).path("state").toString()).isEqualTo("refused");
        var late = vote("bob", hold, "approve", "but");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.path("detail").toString()).contains("refused by bea: not today");
        assertThat(claim(hold).getClaimed()).isFalse();
    }

    @Test
    void a_cancelled_command_withdraws_its_hold_and_a_later_vote_says_so() {
        var hold = placed();

        edge.refused(hold, RefusalCode.CLIENT_CANCELLED, "cancel request");

        awaitState(hold, "withdrawn");
        var late = vote("bob", hold, "approve", "late");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.path("detail").toString()).contains("because the client cancelled");
    }

    @Test
    void a_lost_session_withdraws_its_holds() {
        var first = placed();
        var second = placed();

        edge.closed();

        awaitState(first, "withdrawn");
        awaitState(second, "withdrawn");
    }

    @Test
    void a_hold_nobody_decides_expires_and_a_later_vote_says_so() {
        var hold = placed(EdgeLog.terms(2));

        awaitState(hold, "expired");
        var late = vote("bob", hold, "approve", "late");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.path("detail").toString()).contains("expired at");
    }

    @Test
    void an_edge_whose_clock_is_ahead_does_not_end_a_hold_early() {
        var hold = placed(EdgeLog.terms(4));

        edge.refused(hold, RefusalCode.HOLD_EXPIRED, "timer");

        awaitState(hold, "expired");
        assertThat(show("bob", hold).path("voidReason").toString())
                .contains(hold.expiresAt().toString());
    }

    @Test
    void a_store_that_does_not_answer_is_503_within_seconds() {
        var failing = answers.of(() -> Future.failedFuture("connection lost"));
        var silent = answers.of(() -> Promise.promise().future());

        for (var answer : List.of(failing, silent)) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> answer.await().atMost(ofSeconds(10)))
                    .satisfies(problem -> assertThat(problem.status()).isEqualTo(503));
        }
    }

    @Test
    void other_bytes_another_session_or_nonsense_cannot_claim() {
        var hold = placed();
        vote("bob", hold, "approve", "agreed").then().statusCode(200);

        assertThat(claim(request(hold).setDigest("sha256:" + "9".repeat(64))).getReason())
                .contains("digest");
        assertThat(claim(request(hold).setSession("another")).getReason()).contains("session");
        assertThat(claim(request(hold).clearDigest()).getClaimed()).isFalse();
        assertThat(claim(request(hold).setHold("nothing")).getClaimed()).isFalse();
        assertThat(claim(hold).getClaimed()).isTrue();
    }

    @Test
    void justification_is_required_where_the_terms_say_so() {
        var hold =
                placed(
                        new HoldTerms(
                                List.of(new QuorumPart("dba", 1)),
                                900,
                                HoldMode.WAIT,
                                true,
                                false));

        assertThat(vote("bob", hold, "approve", " ").statusCode()).isEqualTo(422);
        assertThat(vote("bob", hold, "approve", "ticket 7").statusCode()).isEqualTo(200);
    }

    @Test
    void who_may_see_a_hold() {
        var hold = placed();

        for (var reader : List.of("bob", "bea", "carol", "alice", "support-agent")) {
            assertThat(show(reader, hold).statusCode()).as(reader).isEqualTo(200);
            assertThat(listed(reader, "open")).as(reader).contains(hold.hold().value());
        }
        assertThat(show("deploy-bot", hold).statusCode()).isEqualTo(404);
        assertThat(vote("deploy-bot", hold, "approve", "").statusCode()).isEqualTo(404);
        assertThat(listed("deploy-bot", "open")).doesNotContain(hold.hold().value());
    }

    @Test
    void holds_are_listed_by_state_newest_first_in_pages() {
        var holds = IntStream.range(0, 3).mapToObj(_ -> placed().hold().value()).toList();
        await().atMost(ofSeconds(20)).until(() -> listed("bob", "open").containsAll(holds));

        var page = as("bob").get("/api/v1/holds?state=all&limit=2").jsonPath();
        var rest =
                as("bob")
                        .get("/api/v1/holds?state=all&limit=1&cursor=" + page.getString("next"))
                        .jsonPath();

        assertThat(page.getList("items.hold")).isEqualTo(holds.reversed().subList(0, 2));
        assertThat(rest.getList("items.hold")).isEqualTo(holds.subList(0, 1));
        assertThat(listed("bob", "claimed")).doesNotContainAnyElementsOf(holds);
        assertThat(as("bob").get("/api/v1/holds?state=dead").statusCode()).isEqualTo(400);
        assertThat(as("bob").get("/api/v1/holds?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void one_principal_cannot_open_more_than_twenty_holds_and_others_still_can() {
        var greedy = new EdgeLog(appender, person("mallory"));
        var holds = IntStream.range(0, 25).mapToObj(_ -> greedy.held(EdgeLog.terms(900))).toList();
        var other = placed();

        holds.forEach(this::awaitPlaced);
        var states = holds.stream().map(hold -> show("carol", hold).path("state")).toList();
        assertThat(states.subList(0, 20)).containsOnly("open");
        assertThat(states.subList(20, 25)).containsOnly("withdrawn");
        assertThat(show("carol", holds.getLast()).path("voidReason").toString())
                .contains("20 commands of mallory wait");
        assertThat(show("bob", other).path("state").toString()).isEqualTo("open");
        greedy.closed();
    }

    @Test
    void state_changes_only_by_post_with_json_and_a_token_for_this_api() {
        var hold = placed();
        var votes = "/api/v1/holds/" + hold.hold().value() + "/votes";

        assertThat(as("bob").get(votes + "?vote=approve").statusCode()).isEqualTo(405);
        assertThat(as("bob").head(votes).statusCode()).isEqualTo(405);
        assertThat(as("bob").formParam("vote", "approve").post(votes).statusCode()).isEqualTo(415);
        assertThat(as("bob").contentType("text/plain").body("{}").post(votes).statusCode())
                .isEqualTo(415);
        assertThat(given().contentType(ContentType.JSON).body("{}").post(votes).statusCode())
                .isEqualTo(401);
        assertThat(vote("edge", hold, "approve", "").statusCode()).isEqualTo(401);
        assertThat(vote("bob", hold, "perhaps", "").statusCode()).isEqualTo(422);
        assertThat(vote("bob", hold, "approve", "x".repeat(2_001)).statusCode()).isEqualTo(422);
        assertThat(as("bob").contentType(ContentType.JSON).body("[").post(votes).statusCode())
                .isEqualTo(400);
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("open");
    }

    @Test
    void the_read_model_comes_out_of_a_rebuild_as_it_was() {
        placed();
        var rebuild = "/api/v1/approval/projections/holds.v1:rebuild";

        await().atMost(ofSeconds(30))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .post(rebuild)
                                        .then()
                                        .statusCode(200)
                                        .body("equal", is(true)));
        assertThat(as("bob").post(rebuild).statusCode()).isEqualTo(403);
        assertThat(as("carol").post("/api/v1/approval/projections/x:rebuild").statusCode())
                .isEqualTo(404);
    }

    private HoldPlaced placed() {
        return placed(EdgeLog.terms(900));
    }

    private HoldPlaced placed(HoldTerms terms) {
        var hold = edge.held(terms);
        awaitPlaced(hold);
        return hold;
    }

    private void awaitPlaced(HoldPlaced hold) {
        await("hold placed")
                .atMost(ofSeconds(40))
                .until(() -> show("carol", hold).statusCode() == 200);
    }

    private void awaitState(HoldPlaced hold, String state) {
        await(state)
                .atMost(ofSeconds(20))
                .until(() -> state.equals(show("bob", hold).path("state")));
    }

    private List<String> listed(String reader, String state) {
        return as(reader)
                .get("/api/v1/holds?limit=500&state=" + state)
                .jsonPath()
                .getList("items.hold", String.class);
    }

    private static Response show(String reader, HoldPlaced hold) {
        return as(reader).get("/api/v1/holds/" + hold.hold().value());
    }

    private static Response vote(String voter, HoldPlaced hold, String vote, String reason) {
        return as(voter)
                .contentType(ContentType.JSON)
                .body(Map.of("vote", vote, "reason", reason))
                .post("/api/v1/holds/" + hold.hold().value() + "/votes");
    }

    private ClaimResponse claim(HoldPlaced hold) {
        return claim(request(hold));
    }

    private ClaimResponse claim(ClaimRequest.Builder request) {
        return ApprovalsGrpc.newBlockingStub(channel).claim(request.build());
    }

    private static ClaimRequest.Builder request(HoldPlaced hold) {
        return ClaimRequest.newBuilder()
                .setHold(hold.hold().value())
                .setSession(hold.session().value())
                .setCommand(hold.command().value())
                .setDigest(hold.digest().value())
                .setEdge("edge-test");
    }

    private static RequestSpecification as(String principal) {
        return given().auth().oauth2(config("test.token." + principal));
    }

    private static Principal agent() {
        return new Principal(
                id("support-agent"),
                "support-agent",
                PrincipalKind.AGENT,
                List.of("agents"),
                id("alice"));
    }

    private static Principal person(String name) {
        return new Principal(id(name), name, PrincipalKind.HUMAN, List.of(), null);
    }

    private static PrincipalId id(String subject) {
        return new PrincipalId(config("holdpoint.oidc.issuer"), subject);
    }

    private static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
