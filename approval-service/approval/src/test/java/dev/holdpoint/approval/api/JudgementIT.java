package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JudgementIT extends HoldApi {
    @Test
    void an_approval_is_judged_afterwards_and_everybody_who_sees_the_hold_sees_it() {
        var hold = released();

        judge("carol", hold, "good", "as agreed").then().statusCode(200);
        judge("carol", hold, "bad", "nobody asked the customer")
                .then()
                .statusCode(200)
                .body("judgement.judgement", is("bad"))
                .body("judgement.judge.subject", is("carol"));

        assertThat(claim(hold).getClaimed()).isTrue();
        show("bob", hold)
                .then()
                .body("state", is("claimed"))
                .body("judgement.reason", is("nobody asked the customer"));
        await("the listing knows it")
                .atMost(ofSeconds(20))
                .until(() -> listedJudgement(hold).equals("bad"));
    }

    @Test
    void a_judgement_is_of_security_and_auditors_only() {
        var hold = released();

        for (var other : List.of("bea", "alice", "support-agent", "deploy-bot")) {
            judge(other, hold, "bad", "no")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", is("not-a-judge"));
        }
        show("bob", hold).then().body("judgement", nullValue());
    }

    @Test
    void nobody_judges_what_they_approved() {
        var hold = placed(Holds.staged(Holds.stage(new QuorumPart("security", 1))));
        vote("carol", hold, "approve", "fine").then().statusCode(200);

        judge("carol", hold, "good", "as agreed")
                .then()
                .statusCode(403)
                .body("code", is("own-approval"));
    }

    @Test
    void nobody_judges_what_they_asked_for() {
        var log = new EdgeLog(appender, person("carol"));
        var hold = log.held(EdgeLog.terms(900));
        awaitPlaced(hold);
        vote("bob", hold, "approve", "agreed").then().statusCode(200);

        judge("carol", hold, "good", "mine")
                .then()
                .statusCode(403)
                .body("code", is("own-approval"));
        log.closed();
    }

    @Test
    void there_is_nothing_to_judge_while_a_hold_is_open_or_when_it_was_refused() {
        var hold = placed();

        refused(hold, 409, "never-released");
        vote("bob", hold, "deny", "no").then().statusCode(200);
        refused(hold, 409, "never-released");
        post("carol", "nothing", Map.of("judgement", "bad", "reason", "why"))
                .then()
                .statusCode(404)
                .body("code", is("unknown-hold"));
    }

    @Test
    void a_judgement_says_what_and_why() {
        var hold = released();

        said(hold, Map.of("reason", "why"), "unknown-judgement");
        said(hold, Map.of("judgement", "poor", "reason", "why"), "unknown-judgement");
        said(hold, Map.of("judgement", "bad", "reason", " "), "reason-required");
        said(hold, Map.of("judgement", "bad", "reason", "a\u001bb"), "reason-unreadable");
        said(hold, Map.of("judgement", "bad", "reason", "x".repeat(2_001)), "reason-too-long");
        show("carol", hold).then().body("judgement", nullValue());
    }

    private HoldPlaced released() {
        var hold = placed();
        vote("bob", hold, "approve", "agreed").then().statusCode(200).body("state", is("released"));
        return hold;
    }

    private static String listedJudgement(HoldPlaced hold) {
        return String.valueOf(
                as("carol")
                        .get("/api/v1/holds?limit=500&state=claimed")
                        .jsonPath()
                        .getString(
                                "items.find { it.hold == '%s' }?.judgement?.judgement"
                                        .formatted(hold.hold().value())));
    }

    private static void refused(HoldPlaced hold, int status, String code) {
        judge("carol", hold, "bad", "why").then().statusCode(status).body("code", is(code));
    }

    private static void said(HoldPlaced hold, Map<String, String> body, String code) {
        post("carol", hold.hold().value(), body).then().statusCode(422).body("code", is(code));
    }

    private static Response judge(String judge, HoldPlaced hold, String judgement, String reason) {
        return post(judge, hold.hold().value(), Map.of("judgement", judgement, "reason", reason));
    }

    private static Response post(String judge, String hold, Map<String, String> body) {
        return as(judge)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/holds/" + hold + "/judgement");
    }
}
