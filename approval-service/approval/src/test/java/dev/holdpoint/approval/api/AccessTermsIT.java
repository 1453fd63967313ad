package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.access.AccessAction.Ask;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.request.AccessDesk;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What policy and what is known of people say while a request is open. */
@QuarkusTest
class AccessTermsIT extends AccessApi {
    @Inject AccessDesk desk;
    @Inject Memberships memberships;

    @Test
    void an_approval_is_void_once_policy_says_that_others_decide() {
        var request = asked("alice", with("target", PolicyOffers.CHANGING));

        vote("bob", request, Map.of("vote", "approve"))
                .then()
                .statusCode(409)
                .body("code", is("offer-changed"));
        as("bob").get(REQUESTS + "/" + request).then().body("state", is("open"));
    }

    @Test
    void less_is_given_only_where_policy_has_the_same_people_decide_about_it() {
        var request = asked("alice", with("target", PolicyOffers.GUARDED));

        vote("bob", request, Map.of("vote", "approve", "effects", List.of("read")))
                .then()
                .statusCode(409)
                .body("code", is("others-decide"));
        vote("bob", request, Map.of("vote", "approve", "seconds", 60))
                .then()
                .statusCode(200)
                .body("state", is("approved"));
        vote("bob", request, Map.of("vote", "approve", "seconds", 60)).then().statusCode(200);
        vote("bob", request, Map.of("vote", "approve", "seconds", 30))
                .then()
                .statusCode(409)
                .body("code", is("request-is-over"));
    }

    @Test
    void who_may_not_ask_for_it_by_now_is_not_given_it() throws Exception {
        var request = asked("deploy-bot", with("target", PolicyOffers.OF_CI));
        var bot = id("deploy-bot");

        note(bot, List.of(), 1);
        vote("bob", request, Map.of("vote", "approve"))
                .then()
                .statusCode(409)
                .body("code", is("offer-changed"));
        ask("deploy-bot", with("target", PolicyOffers.OF_CI)).then().statusCode(403);

        note(bot, List.of("ci"), 2);
        vote("bob", request, Map.of("vote", "approve")).then().body("state", is("approved"));
    }

    @Test
    void who_may_vote_in_the_requesters_place_does_not_approve_and_nobody_votes_in_anothers() {
        var request = asked("alice", READ);
        awaitKnown("bob");
        var delegation = delegate("alice", "bob");
        vote("bob", request, Map.of("vote", "approve"))
                .then()
                .statusCode(403)
                .body("code", is("requesters-delegate"));

        end("alice", delegation);
        for (var choice : List.of("approve", "deny")) {
            vote("bob", request, Map.of("vote", choice, "inPlaceOf", Map.of("subject", "bea")))
                    .then()
                    .statusCode(422)
                    .body("code", is("not-delegated"));
        }
        vote("bob", request, Map.of("vote", "approve")).then().body("state", is("approved"));
    }

    /** That they are a person is known once a token of theirs was seen. */
    private static void awaitKnown(String who) {
        await().atMost(ofSeconds(40)).until(() -> as(who).get("/api/v1/holds").statusCode() == 200);
    }

    private static String delegate(String delegator, String delegate) {
        return as(delegator)
                .contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "delegate",
                                Map.of("subject", delegate),
                                "until",
                                Instant.now().plusSeconds(3_600).toString(),
                                "reason",
                                "away"))
                .post("/api/v1/delegations")
                .then()
                .statusCode(201)
                .extract()
                .path("delegation");
    }

    private static void end(String delegator, String delegation) {
        as(delegator)
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "back"))
                .post("/api/v1/delegations/" + delegation + ":revoke")
                .then()
                .statusCode(200);
    }

    @Test
    void without_an_answer_of_policy_no_approval_counts_and_other_votes_go_on() {
        var request = asked("alice", with("target", PolicyOffers.SILENT));

        for (int i = 0; i < 30; i++) {
            vote("bob", request, Map.of("vote", "approve"))
                    .then()
                    .statusCode(503)
                    .body("code", is("policy-unavailable"));
        }
        as("bob")
                .get(REQUESTS + "/" + request)
                .then()
                .body("state", is("open"))
                .body("votes", equalTo(List.of()));
        var other = asked("alice", READ);
        vote("bob", other, Map.of("vote", "approve")).then().body("state", is("approved"));
        vote("bob", request, Map.of("vote", "deny")).then().body("state", is("refused"));
    }

    @Test
    void what_an_agent_asks_for_on_behalf_of_one_human_it_does_not_see_for_another()
            throws Exception {
        var own = asked("support-agent", READ);
        var other = new AccessRequestId(UUID.randomUUID().toString());
        var agent =
                new Principal(
                        id("support-agent"),
                        "support-agent",
                        PrincipalKind.AGENT,
                        List.of("agents"),
                        id("carol"));
        done(desk.run(other, Actor.of(agent.id()), null, new Ask(requested(other, agent))));
        await().atMost(ofSeconds(20))
                .until(() -> listed("bob").containsAll(List.of(own, other.value())));

        assertThat(listed("support-agent")).contains(own).doesNotContain(other.value());
        assertThat(listed("alice")).contains(own).doesNotContain(other.value());
        as("support-agent").get(REQUESTS + "/" + other).then().statusCode(404);
        as("alice").get(REQUESTS + "/" + other).then().statusCode(404);
        withdraw("alice", own).then().body("state", is("withdrawn"));
    }

    private static AccessRequested requested(AccessRequestId id, Principal requester) {
        return new AccessRequested(
                id,
                requester,
                new TargetName("payments"),
                new AccessScope(List.of(Effect.READ), 60),
                "ticket 7",
                new RevisionId("sha256:1"),
                List.of("payments/on-call"),
                new AccessTerms(List.of(new QuorumPart("dba", 1)), 900, false),
                Instant.now().plusSeconds(900).truncatedTo(ChronoUnit.MILLIS));
    }

    /** A token of theirs that was issued so many seconds from now. */
    private void note(PrincipalId who, List<String> groups, int seconds) throws Exception {
        var principal = new Principal(who, who.subject(), PrincipalKind.SERVICE, groups, null);
        done(memberships.note(principal, Instant.now().plusSeconds(seconds)));
    }

    private static PrincipalId id(String subject) {
        return new PrincipalId(config("holdpoint.oidc.issuer"), subject);
    }

    private static void done(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
