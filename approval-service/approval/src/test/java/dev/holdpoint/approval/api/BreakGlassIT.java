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
class BreakGlassIT extends HoldApi {
    private static final String WHY = "the shop is down";

    @Test
    void whoever_may_releases_a_hold_alone_and_its_review_stays_open_until_another_closes_it() {
        var hold = breakable("engineers");

        for (int time = 0; time < 2; time++) {
            breakGlass("alice", hold, WHY)
                    .then()
                    .statusCode(200)
                    .body("state", is("released"))
                    .body("votes.size()", is(0))
                    .body("broken.breaker.subject", is("alice"))
                    .body("broken.groups", is(List.of("engineers")))
                    .body("broken.reason", is(WHY))
                    .body("afterReview", is("open"));
        }
        assertThat(claim(hold).getClaimed()).isTrue();
        show("bob", hold).then().body("state", is("claimed")).body("afterReview", is("open"));
        awaitToReview(hold, true);

        judge("alice", hold).then().statusCode(403);
        judge("bob", hold).then().statusCode(403).body("code", is("not-a-judge"));
        judge("carol", hold).then().statusCode(200).body("afterReview", is("closed"));
        awaitToReview(hold, false);
    }

    @Test
    void who_broke_it_does_not_close_its_review() {
        var hold = breakable("security");
        breakGlass("carol", hold, WHY).then().statusCode(200);

        judge("carol", hold).then().statusCode(403).body("code", is("own-approval"));

        show("bob", hold).then().body("afterReview", is("open"));
    }

    @Test
    void nobody_else_may_neither_approvers_nor_agents_and_never_where_the_rule_does_not_say_so() {
        var hold = breakable("engineers");
        var plain = placed();

        for (var other : List.of("bob", "carol", "support-agent")) {
            breakGlass(other, hold, WHY)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", is("may-not-break"));
        }
        breakGlass("deploy-bot", hold, WHY).then().statusCode(404);
        breakGlass("alice", plain, WHY).then().statusCode(403).body("code", is("may-not-break"));
        show("bob", hold)
                .then()
                .body("state", is("open"))
                .body("breakGlass", is(List.of("engineers")))
                .body("broken", nullValue())
                .body("afterReview", nullValue());
    }

    @Test
    void it_takes_a_reason() {
        var hold = breakable("engineers");

        breakGlass("alice", hold, " ").then().statusCode(422).body("code", is("reason-required"));
        breakGlass("alice", hold, "a\u001bb")
                .then()
                .statusCode(422)
                .body("code", is("reason-unreadable"));
        show("alice", hold).then().body("state", is("open"));
    }

    @Test
    void what_was_denied_stays_denied() {
        var hold = breakable("engineers");
        vote("bob", hold, "deny", "no").then().statusCode(200);

        breakGlass("alice", hold, WHY).then().statusCode(409).body("code", is("hold-is-over"));
        show("alice", hold).then().body("state", is("refused"));
    }

    @Test
    void a_person_breaks_so_many_a_day_by_whichever_account_and_what_was_refused_counts_not() {
        var denied = ticket();
        vote("bob", denied, "deny", "no").then().statusCode(200);
        breakGlass("bea", denied, WHY).then().statusCode(409);
        var first = ticket();
        breakGlass("bea", first, WHY).then().statusCode(200);
        for (int more = 0; more < 2; more++) {
            breakGlass("bea", ticket(), WHY).then().statusCode(200);
        }
        var last = ticket();

        breakGlass("bea", last, WHY).then().statusCode(409).body("code", is("too-many-breakings"));
        breakGlass("bea", first, WHY).then().statusCode(200);
        show("bea", last).then().body("state", is("open"));
        vote("bob", last, "approve", "agreed").then().statusCode(200);
    }

    /** Its release does not end while others are placed. */
    private HoldPlaced ticket() {
        return placed(Holds.ticket(new QuorumPart("dba", 1)).breakableBy(List.of("dba")));
    }

    private HoldPlaced breakable(String group) {
        return placed(EdgeLog.terms(900).breakableBy(List.of(group)));
    }

    private static void awaitToReview(HoldPlaced hold, boolean there) {
        await("the listing knows it")
                .atMost(ofSeconds(30))
                .until(() -> toReview().contains(hold.hold().value()) == there);
    }

    private static List<String> toReview() {
        return as("carol")
                .get("/api/v1/holds?limit=500&state=to-review")
                .jsonPath()
                .getList("items.hold", String.class);
    }

    private static Response breakGlass(String who, HoldPlaced hold, String reason) {
        return as(who).contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/api/v1/holds/" + hold.hold().value() + "/break-glass");
    }

    private static Response judge(String who, HoldPlaced hold) {
        return as(who).contentType(ContentType.JSON)
                .body(Map.of("judgement", "good", "reason", "it was down"))
                .post("/api/v1/holds/" + hold.hold().value() + "/judgement");
    }
}
