package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import com.slack.api.app_backend.SlackSignature;
import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.slack.SlackCaller;
import dev.holdpoint.approval.slack.SlackStandIn;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SL-1 to SL-5 and SL-7 to SL-9: what is not Slack's, not ours or not new changes nothing. */
@QuarkusTest
class SlackSafetyIT extends WithSlack {
    private static final String APPROVE = "hold-approve";

    private static void refused(Response answer, int status, String code) {
        answer.then().statusCode(status).body("code", is(code));
    }

    /** SL-1. */
    @Test
    void a_request_that_slack_did_not_sign_is_answered_401() {
        var body = "team_id=T0HOLD&command=%2Fholdpoint&text=help";
        var now = Long.toString(Instant.now().getEpochSecond());
        var right = new SlackSignature.Generator(SlackCaller.SECRET).generate(now, body);

        refused(stranger().signingWith("x".repeat(32)).types("help"), 401, "bad-signature");
        for (var wrong :
                List.of("", "v0=", "v1=" + right.substring(3), right.substring(3), right + "0")) {
            refused(
                    SlackCaller.plain(now, wrong).body(body).post(SlackCaller.path()),
                    401,
                    "bad-signature");
        }
        refused(
                SlackCaller.plain(now, right).body(body + "+").post(SlackCaller.path()),
                401,
                "bad-signature");
        refused(
                given().contentType("application/x-www-form-urlencoded")
                        .body(body)
                        .post(SlackCaller.path()),
                401,
                "bad-signature");
        refused(
                SlackCaller.plain(now, right)
                        .header("X-Slack-Signature", right)
                        .body(body)
                        .post(SlackCaller.path()),
                401,
                "bad-signature");
    }

    /** SL-2. */
    @ParameterizedTest
    @ValueSource(longs = {-301, 900, -86_400, 1_000_000_000_000_000L})
    void a_time_outside_of_five_minutes_is_refused_however_well_it_is_signed(long off) {
        var body = "command=%2Fholdpoint&text=help";
        var then = Long.toString(Instant.now().getEpochSecond() + off);
        var signature = new SlackSignature.Generator(SlackCaller.SECRET).generate(then, body);

        refused(
                SlackCaller.plain(then, signature).body(body).post(SlackCaller.path()),
                401,
                "bad-signature");
    }

    /** SL-2. */
    @Test
    void the_same_request_a_hundred_times_counts_once() {
        var bob = linked("bob");
        var hold = placed();
        var body = bob.body(opened(bob, APPROVE, hold, 0), "once");
        var now = Long.toString(Instant.now().getEpochSecond());
        var signature = new SlackSignature.Generator(SlackCaller.SECRET).generate(now, body);

        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 100; i++) {
            statuses.add(
                    SlackCaller.plain(now, signature)
                            .body(body)
                            .post(SlackCaller.path())
                            .statusCode());
        }

        assertThat(statuses.getFirst()).isEqualTo(200);
        assertThat(statuses.subList(1, 100)).containsOnly(409);
        awaitState(hold, "released");
        show("bob", hold).then().body("votes.size()", is(1));
        unlinked(bob);
    }

    /** SL-3. */
    @Test
    void another_team_app_or_channel_is_refused_and_a_name_makes_nobody() {
        var bob = linked("bob");
        var hold = placed();
        var id = hold.hold().value();
        var ts = shown(hold).value("ts");

        refused(bob.ofTeam("T0EVIL").presses(APPROVE, id, 0, ts), 403, "not-our-workspace");
        refused(bob.ofApp("A0EVIL").presses(APPROVE, id, 0, ts), 403, "not-our-workspace");
        refused(bob.in("C0EVIL").presses(APPROVE, id, 0, ts), 403, "not-our-workspace");
        refused(bob.ofTeam("T0EVIL").types("link ABC"), 403, "not-our-workspace");
        var carolByName = stranger();
        carolByName.presses(APPROVE, id, 0, ts).then().statusCode(200);
        awaitTold(carolByName, "linked to nobody");

        assertThat(slack.calls("views.open", id)).isEmpty();
        show("bob", hold).then().body("state", equalTo("open")).body("votes.size()", is(0));
        unlinked(bob);
    }

    /** SL-4. */
    @Test
    void nothing_is_sent_to_where_a_request_says_that_answers_go() throws IOException {
        try (var elsewhere = SlackStandIn.start(0)) {
            var url = "http://127.0.0.1:" + elsewhere.port() + "/actions";
            var nobody = stranger().answeredAt(url);
            var hold = placed();
            nobody.presses(APPROVE, hold.hold().value(), 0, shown(hold).value("ts"))
                    .then()
                    .statusCode(200);
            nobody.types("link ABC").then().statusCode(200).body("response_type", is("ephemeral"));

            awaitTold(nobody, "linked to nobody");
            assertThat(elsewhere.calls("/actions")).isEmpty();
        }
    }

    /** SL-5. */
    @Test
    void a_body_that_is_no_plain_form_is_refused() throws IOException, InterruptedException {
        var member = stranger();
        refused(member.post("payload=%7B%7D&payload=%7B%7D"), 400, "bad-slack-request");
        refused(member.post("payload=%7B%7D"), 400, "bad-slack-request");
        refused(member.post("payload=" + "a".repeat(300 * 1024)), 413, "too-long");
        assertThat(tooLong()).isIn(413, 0);
        var body = "command=%2Fholdpoint&text=help";
        member.signed(body)
                .header("Content-Encoding", "gzip")
                .body(zipped(body))
                .post(SlackCaller.path())
                .then()
                .statusCode(415);
        given().multiPart("payload", "{}").post(SlackCaller.path()).then().statusCode(415);
        given().contentType("application/json")
                .body("{}")
                .post(SlackCaller.path())
                .then()
                .statusCode(415);
    }

    /** The connection may end while such a body is still being sent. */
    private static int tooLong() throws InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:"
                                                + RestAssured.port
                                                + SlackCaller.path()))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("payload=" + "a".repeat(5 * 1024 * 1024)))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** SL-7: no cookie and no page's script stands for anybody here. */
    @Test
    void only_a_signed_post_changes_anything_and_no_page_may_send_one() {
        given().get(SlackCaller.path()).then().statusCode(oneOf(401, 404, 405));
        given().head(SlackCaller.path()).then().statusCode(oneOf(401, 404, 405));
        var answer =
                given().header("Origin", "https://evil.example")
                        .header("Cookie", "session=1")
                        .contentType("application/x-www-form-urlencoded")
                        .body("command=%2Fholdpoint&text=unlink")
                        .post(SlackCaller.path());
        refused(answer, 401, "bad-signature");
        assertThat(answer.headers().hasHeaderWithName("Access-Control-Allow-Origin")).isFalse();
        assertThat(answer.headers().hasHeaderWithName("Set-Cookie")).isFalse();
    }

    /** SL-8. */
    @Test
    void a_hold_is_voted_on_only_from_the_message_that_shows_it() {
        var bob = linked("bob");
        var shown = placed();
        var other = placed();
        var ts = shown(shown).value("ts");
        shown(other);

        bob.presses(APPROVE, other.hold().value(), 0, ts).then().statusCode(200);
        bob.presses(APPROVE, "0198aaaa-0000-7000-8000-000000000000", 0, ts).then().statusCode(200);

        eventually(
                () ->
                        assertThat(slack.calls("chat.postEphemeral"))
                                .filteredOn(call -> call.value("user").equals(bob.member()))
                                .hasSize(2)
                                .allMatch(call -> call.value("blocks").contains("does not show")));
        assertThat(slack.calls("views.open", other.hold().value())).isEmpty();
        unlinked(bob);
    }

    /** SL-9. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/dev",
                "/q/dev-ui",
                "/q/arc",
                "/q/info",
                "/q/logging-manager",
                "/q/graphql-ui",
                "/actuator",
                "/manage",
                "/debug/pprof",
                "/console",
                "/api/v1/slack",
                "/api/v1/slack/links",
                "/api/v1/webhooks",
                "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
            })
    void nothing_else_of_the_service_is_open_to_who_has_no_token(String path) {
        given().redirects()
                .follow(false)
                .get(path)
                .then()
                .statusCode(oneOf(401, 403, 404, 405, 415));
    }

    @Test
    void a_code_links_one_slack_account_once_and_only_people_get_one() {
        unlinked(linked("bea"));
        eventually(() -> assertThat(links("bea")).isEmpty());
        var code = code("bea");
        var first = stranger();
        var second = stranger();
        first.types("link " + code).then().body("text", containsString("vote here as bea"));
        second.types("link " + code).then().body("text", containsString("was used"));
        second.types("link 23456-23456-23456-23456").then().body("text", containsString("is none"));
        eventually(() -> assertThat(links("bea")).containsExactly(first.member()));
        second.types("link " + code("bea")).then().body("text", containsString("another chat"));
        first.types("link " + code("bob")).then().body("text", containsString("linked to another"));
        refused(as("support-agent").post("/api/v1/slack/links"), 403, "not-a-person");

        unlink("bob", first.member()).then().statusCode(404);
        unlink("bea", first.member()).then().statusCode(204);
        var hold = placed();
        first.presses(APPROVE, hold.hold().value(), 0, shown(hold).value("ts"));
        awaitTold(first, "linked to nobody");
        eventually(() -> assertThat(links("bea")).isEmpty());
        as("carol")
                .post("/api/v1/approval/projections/chat-links.v1:rebuild")
                .then()
                .statusCode(200)
                .body("equal", is(true));
    }

    /** AP-1: of one person, over REST and in Slack; one of these is a second account. */
    @Test
    void a_person_has_one_vote_however_many_accounts_vote_in_slack_and_over_rest() {
        var bea = linked("bea");
        var hold = heldBy("bea-admin");
        bea.sends(opened(bea, APPROVE, hold, 0), "mine").then().statusCode(200);
        awaitTold(bea, "Nobody approves their own hold");
        var agents = heldBy("errand");
        bea.sends(opened(bea, APPROVE, agents, 0), "mine").then().statusCode(200);

        show("carol", hold).then().body("state", equalTo("open")).body("votes.size()", equalTo(0));
        show("carol", agents).then().body("state", equalTo("open"));
        unlinked(bea);
    }

    private HoldPlaced heldBy(String requester) {
        var hold = new EdgeLog(appender, person(requester)).held(EdgeLog.terms(900));
        awaitPlaced(hold);
        return hold;
    }
}
