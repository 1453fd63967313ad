package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** bob and bea are of group dba, alice is not; carol governs. */
@QuarkusTest
class DelegationIT extends HoldApi {
    @Inject
    @ReactiveDataSource("approval")
    Pool pool;

    private static final String DELEGATIONS = "/api/v1/delegations";

    private final List<String> given = new ArrayList<>();

    @BeforeEach
    void everybodyWasHere() {
        for (var somebody : List.of("alice", "bob", "bea", "deploy-bot")) {
            await(somebody)
                    .atMost(ofSeconds(40))
                    .until(() -> as(somebody).get("/api/v1/holds").statusCode() == 200);
        }
    }

    @AfterEach
    void endAll() {
        given.forEach(delegation -> end("carol", delegation));
        given.clear();
    }

    @Test
    void a_delegate_sees_and_approves_in_the_delegators_place() {
        var hold = heldFor("peggy");
        show("alice", hold).then().statusCode(404);
        voteInPlace("alice", hold, "bob").then().statusCode(403).body("code", is("no-mandate"));

        give("bob", "alice");
        await("seen").atMost(ofSeconds(20)).until(() -> show("alice", hold).statusCode() == 200);
        await("listed")
                .atMost(ofSeconds(20))
                .until(() -> listed("alice", "open").contains(hold.hold().value()));
        vote("alice", hold, "approve", "mine").then().statusCode(403);

        voteInPlace("alice", hold, "bob")
                .then()
                .statusCode(200)
                .body("state", is("released"))
                .body("votes[0].approver.subject", is("alice"))
                .body("votes[0].groups", is(List.of("dba")))
                .body("votes[0].inPlaceOf.delegator.subject", is("bob"));
        assertThat(claim(hold).getClaimed()).isTrue();
    }

    @Test
    void a_delegation_that_ended_before_the_claim_counts_no_more() {
        var hold = heldFor("peggy");
        var delegation = give("bob", "alice");
        voteInPlace("alice", hold, "bob").then().statusCode(200).body("state", is("released"));

        revoke("bob", delegation).then().statusCode(200).body("state", is("revoked"));

        var answer = claim(hold);
        assertThat(answer.getClaimed()).isFalse();
        assertThat(answer.getReason()).contains("alice in place of bob");
        voteInPlace("alice", heldFor("peggy"), "bob")
                .then()
                .statusCode(403)
                .body("code", is("no-mandate"));
    }

    @Test
    void who_may_vote_in_the_requesters_place_does_not_approve_of_their_hold() {
        var delegation = give("bob", "bea");
        var hold = heldFor("bob");
        vote("bea", hold, "approve", "agreed")
                .then()
                .statusCode(403)
                .body("code", is("requesters-delegate"));
        voteInPlace("bea", hold, "bob").then().statusCode(403).body("code", is("self-approval"));

        end("bea", delegation);
        vote("bea", hold, "approve", "agreed").then().statusCode(200).body("state", is("released"));
    }

    @Test
    void one_that_was_approved_by_who_became_the_requesters_delegate_is_not_claimed() {
        var hold = heldFor("bob");
        vote("bea", hold, "approve", "agreed").then().statusCode(200).body("state", is("released"));

        give("bob", "bea");

        assertThat(claim(hold).getReason()).contains("bea");
        assertThat(claim(hold).getClaimed()).isFalse();
    }

    @Test
    void delegator_and_delegate_are_one_pair_of_eyes() {
        give("bob", "bea");
        var hold = placed(EdgeLog.terms(900, 2));
        voteInPlace("bea", hold, "bob").then().statusCode(200).body("state", is("open"));

        for (var voter : List.of("bob", "bea")) {
            vote(voter, hold, "approve", "mine")
                    .then()
                    .statusCode(409)
                    .body("code", is("voted-already"));
        }
        vote("bob", hold, "retract", "mine").then().statusCode(200).body("votes.size()", is(0));
    }

    @Test
    void votes_are_delegated_by_people_to_other_people_that_are_known() {
        refuses("bob", asked("deploy-bot"), 422, "delegate-not-a-person");
        refuses("bob", asked("nobody-yet"), 422, "delegate-unknown");
        refuses("bob", asked("bob"), 422, "delegate-is-you");
        refuses("bea", asked("bea-admin"), 422, "delegate-is-you");
        refuses("bea", asked("errand"), 422, "delegate-not-a-person");
        refuses("support-agent", asked("bob"), 403, "not-a-person");
        refuses("bob", Map.of("delegate", Map.of("subject", " ")), 422, "incomplete");
        refuses("bob", Map.of("until", inAWeek()), 422, "incomplete");
        refuses("bob", with("until", "tomorrow"), 422, "bad-time");
        refuses("bob", with("until", "2026-01-01T00:00:00Z"), 422, "bad-time");
        refuses("bob", with("groups", List.of("security")), 422, "not-your-groups");
        refuses("bob", with("groups", List.of()), 422, "not-your-groups");
        refuses("bob", with("reason", "a\u0000b"), 422, "reason-unreadable");
        refuses("bob", with("delegate", Map.of("subject", "")), 422, "bad-account");
    }

    @Test
    void the_same_again_is_the_same_and_another_to_the_same_person_is_refused() {
        var body = asked("alice");
        var first = give("bob", body);

        post("bob", body).then().statusCode(200).body("delegation", is(first));
        refuses("bob", asked("alice"), 409, "delegated-already");
    }

    @Test
    void those_who_gave_it_have_it_or_govern_see_it_and_end_it() {
        var delegation = give("bob", "alice");
        for (var reader : List.of("bob", "alice", "carol")) {
            await(reader)
                    .atMost(ofSeconds(20))
                    .until(() -> delegations(given(reader)).contains(delegation));
        }
        assertThat(delegations(given("bea"))).doesNotContain(delegation);
        revoke("bea", delegation)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", is("unknown-delegation"));

        revoke("alice", delegation).then().statusCode(200).body("state", is("revoked"));
        revoke("alice", delegation).then().statusCode(200).body("state", is("revoked"));
        await("over")
                .atMost(ofSeconds(20))
                .until(() -> !delegations(given("bob")).contains(delegation));
        as("bob")
                .get(DELEGATIONS + "?state=all&limit=1")
                .then()
                .body("items[0].delegation", is(delegation))
                .body("items[0].state", is("revoked"))
                .body("items[0].revokedBy", is("alice"));
    }

    @Test
    void who_governed_once_ends_no_delegation_of_others() {
        var delegation = give("bob", "alice");
        await("known")
                .atMost(ofSeconds(20))
                .until(() -> delegations(given("carol")).contains(delegation));
        stated("groups = '{}', stated_at = 'infinity'");
        try {
            revoke("carol", delegation).then().statusCode(404);
        } finally {
            stated("stated_at = '-infinity'");
        }
        revoke("carol", delegation).then().statusCode(200).body("state", is("revoked"));
    }

    /** What carol's latest token is remembered to have said. */
    private void stated(String assignments) {
        pool.query("UPDATE approval.memberships SET " + assignments + " WHERE subject = 'carol'")
                .executeAndAwait();
    }

    @Test
    void delegations_come_in_pages_and_the_read_model_can_be_built_anew() {
        var first = give("bob", "alice");
        var second = give("bob", "bea");
        await("both")
                .atMost(ofSeconds(20))
                .until(() -> delegations(given("bob")).containsAll(List.of(first, second)));

        var page = as("bob").get(DELEGATIONS + "?limit=1");
        assertThat(delegations(page)).containsExactly(second);
        var next = as("bob").get(DELEGATIONS + "?limit=1&cursor=" + page.path("next"));
        assertThat(delegations(next)).containsExactly(first);
        as("bob").get(DELEGATIONS + "?state=old").then().statusCode(400);
        as("carol")
                .post("/api/v1/approval/projections/delegations.v1:rebuild")
                .then()
                .statusCode(200)
                .body("equal", is(true));
        as("bob")
                .get("/q/openapi")
                .then()
                .body(containsString("/api/v1/delegations/{delegation}:revoke"));
        as("bea").get(DELEGATIONS).then().body("items.delegation", not(hasItem(first)));
    }

    private HoldPlaced heldFor(String requester) {
        var hold = new EdgeLog(appender, person(requester)).held(EdgeLog.terms(900));
        awaitPlaced(hold);
        return hold;
    }

    private String give(String delegator, String delegate) {
        return give(delegator, asked(delegate));
    }

    private String give(String delegator, Map<String, Object> body) {
        var answer = post(delegator, body);
        answer.then().statusCode(201).body("state", is("in-force"));
        String delegation = answer.path("delegation");
        given.add(delegation);
        return delegation;
    }

    private static Map<String, Object> asked(String delegate) {
        return Map.of(
                "delegate",
                Map.of("subject", delegate),
                "groups",
                List.of("dba"),
                "until",
                inAWeek(),
                "reason",
                "away");
    }

    private static Map<String, Object> with(String member, Object value) {
        var body = new HashMap<>(asked("alice"));
        body.put(member, value);
        return body;
    }

    private static String inAWeek() {
        return Instant.now().plus(Duration.ofDays(7)).toString();
    }

    private static void refuses(String delegator, Map<String, ?> body, int status, String code) {
        post(delegator, body)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", is(code));
    }

    private static Response post(String delegator, Map<String, ?> body) {
        return as(delegator).contentType(ContentType.JSON).body(body).post(DELEGATIONS);
    }

    /** Who has not given it is known to be of it once the read model has it. */
    private static void end(String by, String delegation) {
        await("ended by " + by)
                .atMost(ofSeconds(20))
                .untilAsserted(() -> revoke(by, delegation).then().log().ifError().statusCode(200));
    }

    private static Response revoke(String by, String delegation) {
        return as(by).urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "no more"))
                .post(DELEGATIONS + "/" + delegation + ":revoke");
    }

    private static Response given(String reader) {
        return as(reader).get(DELEGATIONS);
    }

    private static List<String> delegations(Response page) {
        return page.jsonPath().getList("items.delegation", String.class);
    }

    private static Response voteInPlace(String voter, HoldPlaced hold, String delegator) {
        return as(voter)
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "vote",
                                "approve",
                                "reason",
                                "agreed",
                                "inPlaceOf",
                                Map.of("subject", delegator)))
                .post("/api/v1/holds/" + hold.hold().value() + "/votes");
    }
}
