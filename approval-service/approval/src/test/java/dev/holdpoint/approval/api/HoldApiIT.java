package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import dev.holdpoint.events.json.EventJson;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HoldApiIT extends HoldApi {
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
        assertThat(seen.getString("justification")).isEqualTo("ticket 7");
        assertThat(seen.getMap("tags")).isEqualTo(hold.tags());
        assertThat(seen.getString("mode")).isEqualTo("wait");
        assertThat(seen.getList("rules")).isEqualTo(hold.rules());
        assertThat(seen.getList("facts.effects")).isEqualTo(List.of("WRITE"));
        assertThat(seen.getList("quorum.group")).isEqualTo(List.of("dba"));
        assertThat(seen.getString("digest")).isEqualTo(hold.digest().value());
        assertThat(seen.getString("expiresAt")).isEqualTo(hold.expiresAt().toString());
        assertThat(seen.getInt("secondsLeft")).isBetween(800, 900);
        assertThat(seen.getString("voidReason")).isNull();
    }

    @Test
    void an_approver_sees_how_the_target_would_run_it_or_why_nobody_can_tell() {
        var steps = List.of("Update on orders (cost=9)", "  Seq Scan on orders (rows=1000 cost=9)");
        var planned = edge.held(EdgeLog.terms(900), new Planned(1000, 9, steps, 2));
        var unplanned = edge.held(EdgeLog.terms(900), new Unplanned("it has several statements"));
        awaitPlaced(planned);
        awaitPlaced(unplanned);

        var plan = show("bob", planned).jsonPath();
        assertThat(plan.getLong("plan.rows")).isEqualTo(1000);
        assertThat(plan.getLong("plan.cost")).isEqualTo(9);
        assertThat(plan.getList("plan.steps")).isEqualTo(steps);
        assertThat(plan.getLong("plan.unlisted")).isEqualTo(2);
        assertThat(plan.getString("plan.reason")).isNull();
        assertThat(show("bob", unplanned).jsonPath().getString("plan.reason"))
                .isEqualTo("it has several statements");
        assertThat(show("bob", placed()).jsonPath().getMap("plan")).isNull();
        for (var asking : List.of("alice", "support-agent")) {
            var own = show(asking, planned).jsonPath();
            assertThat(own.getString("plan.rows")).isNull();
            assertThat(own.getList("plan.steps")).isEmpty();
            assertThat(own.getString("plan.reason")).contains("not to whoever asks");
        }
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
    void a_reason_that_nobody_could_store_or_read_is_refused() {
        var hold = placed();

        for (var hidden : List.of("\0", "\u001b[2J", "\u0085")) {
            vote("bea", hold, "deny", "not" + hidden + "today")
                    .then()
                    .statusCode(422)
                    .body("code", is("reason-unreadable"));
        }
        vote("bea", hold, "deny", "not\n\ttoday").then().statusCode(200);
    }

    @Test
    void an_approver_sees_what_became_of_the_like_before() {
        var denied = placed();
        vote("bea", denied, "deny", "not on Fridays").then().statusCode(200);
        var claimed = placed();
        vote("bob", claimed, "approve", "agreed").then().statusCode(200);
        assertThat(claim(claimed).getClaimed()).isTrue();
        var open = placed();
        var hold = placed();

        await().atMost(ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(similar("bob", hold, "").getList("items.hold"))
                                        .isEqualTo(ids(claimed, denied)));
        var seen = similar("bob", hold, "");
        assertThat(seen.getList("items.state")).isEqualTo(List.of("claimed", "refused"));
        assertThat(seen.getString("items[1].votes[0].reason")).isEqualTo("not on Fridays");
        assertThat(similar("bob", hold, "&cursor=" + seen.getString("next")).getList("items.hold"))
                .doesNotContain(open.hold().value(), claimed.hold().value());
        as("deploy-bot").get(path(hold, "")).then().statusCode(404);
    }

    private static List<String> ids(HoldPlaced... holds) {
        return Stream.of(holds).map(hold -> hold.hold().value()).toList();
    }

    private static JsonPath similar(String reader, HoldPlaced hold, String more) {
        return as(reader).get(path(hold, more)).then().statusCode(200).extract().jsonPath();
    }

    private static String path(HoldPlaced hold, String more) {
        return "/api/v1/holds/" + hold.hold().value() + "/similar?limit=2" + more;
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
                        HoldTerms.waiting(
                                List.of(new QuorumPart("dba", 1)),
                                900,
                                true,
                                new InTransaction.Deny()));

        assertThat(vote("bob", hold, "approve", " ").statusCode()).isEqualTo(422);
        assertThat(vote("bob", hold, "approve", "ticket 7").statusCode()).isEqualTo(200);
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
        assertThat(as("bob").get("/api/v1/holds?limit=x").statusCode()).isEqualTo(400);
    }

    @Test
    void the_read_model_comes_out_of_a_rebuild_as_it_was() {
        placed();
        var rebuild = "/api/v1/approval/projections/holds.v5:rebuild";

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
}
