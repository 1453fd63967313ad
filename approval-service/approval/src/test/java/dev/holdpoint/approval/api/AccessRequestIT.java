package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.eventlog.EventTail;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldpointEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Requests for access over REST, with a real store, log and read model. */
@QuarkusTest
class AccessRequestIT extends AccessApi {
    @Test
    void a_second_person_approves_and_the_log_has_what_was_given() throws Exception {
        var vertx = Vertx.vertx();
        var seen = new CopyOnWriteArrayList<HoldpointEvent>();
        var tail =
                EventTail.fromEnd(
                                vertx,
                                new LogSettings(
                                        config("holdpoint.kafka.bootstrap-servers"),
                                        "access-test",
                                        Duration.ofSeconds(3),
                                        Map.of()),
                                Set.of(EventFamily.APPROVALS),
                                logged -> {
                                    seen.add(logged.envelope().event());
                                    return Future.succeededFuture();
                                })
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
        var request = asked("support-agent", READ);

        vote("bob", request, Map.of("vote", "approve", "effects", List.of("read"), "seconds", 60))
                .then()
                .statusCode(200)
                .body("state", is("approved"))
                .body("given.effects", equalTo(List.of("read")))
                .body("grant", is("access-" + request));

        await().atMost(ofSeconds(20))
                .until(() -> seen.stream().anyMatch(event -> isGiven(event, request, 60)));
        tail.close();
        vertx.close();
    }

    private static boolean isGiven(HoldpointEvent event, String request, long seconds) {
        return event instanceof AccessApproved approved
                && approved.request().value().equals(request)
                && approved.scope().seconds() == seconds;
    }

    @Test
    void what_policy_does_not_offer_is_not_even_asked() {
        ask("alice", with("target", "crm"))
                .then()
                .statusCode(403)
                .body("code", is("not-requestable"));
        ask("alice", with("effects", List.of("ddl"))).then().statusCode(403);
        ask("alice", with("seconds", 3_601)).then().statusCode(422).body("code", is("too-long"));
        ask("alice", with("effects", List.of("unknown")))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", is("unknown-effect"));
        ask("alice", with("seconds", 0)).then().statusCode(422).body("code", is("bad-duration"));
    }

    @Test
    void neither_who_asked_nor_the_human_behind_it_nor_an_outsider_approves() {
        var request = asked("support-agent", READ);

        vote("alice", request, Map.of("vote", "approve"))
                .then()
                .statusCode(403)
                .body("code", is("self-approval"));
        vote("support-agent", request, Map.of("vote", "approve"))
                .then()
                .statusCode(403)
                .body("code", is("self-approval"));
        vote("carol", request, Map.of("vote", "approve"))
                .then()
                .statusCode(403)
                .body("code", is("not-eligible"));
        as("deploy-bot").get(REQUESTS + "/" + request).then().statusCode(404);
        vote("bea", request, Map.of("vote", "deny", "reason", "not today"))
                .then()
                .statusCode(200)
                .body("state", is("refused"));
        vote("bob", request, Map.of("vote", "approve"))
                .then()
                .statusCode(409)
                .body("code", is("request-is-over"));
    }

    @Test
    void two_of_two_people_are_needed_where_policy_says_two() {
        var request = asked("alice", with("target", PolicyOffers.TWO));

        vote("bob", request, Map.of("vote", "approve")).then().body("state", is("open"));
        vote("bob", request, Map.of("vote", "approve")).then().body("state", is("open"));
        vote("bea", request, Map.of("vote", "approve")).then().body("state", is("approved"));
    }

    @Test
    void a_request_that_is_sent_again_with_its_key_is_the_same_request() {
        var key = UUID.randomUUID().toString();

        var first = keyed("alice", key, READ).then().statusCode(200).extract().path("request");
        var again = keyed("alice", key, READ).then().statusCode(200).extract().path("request");
        var others = keyed("bob", key, READ).then().statusCode(200).extract().path("request");

        assertThat(again).isEqualTo(first);
        assertThat(others).isNotEqualTo(first);
        keyed("alice", key, with("seconds", 30))
                .then()
                .statusCode(422)
                .body("code", is("key-used"));
    }

    @Test
    void who_asked_withdraws_it_and_nobody_approves_it_then() {
        var request = asked("alice", READ);

        withdraw("bob", request).then().statusCode(403).body("code", is("not-yours"));
        withdraw("alice", request).then().statusCode(200).body("state", is("withdrawn"));
        vote("bob", request, Map.of("vote", "approve")).then().statusCode(409);
    }

    @Test
    void a_request_nobody_decides_expires() {
        var request = asked("alice", with("target", PolicyOffers.BRIEF));

        await().atMost(ofSeconds(20))
                .until(
                        () ->
                                "expired"
                                        .equals(
                                                as("bob")
                                                        .get(REQUESTS + "/" + request)
                                                        .path("state")));
    }

    @Test
    void requests_are_listed_newest_first_in_pages_to_those_they_concern() {
        var first = asked("alice", READ);
        var second = asked("alice", READ);
        await().atMost(ofSeconds(20))
                .until(() -> listed("bob").containsAll(List.of(first, second)));

        var page = as("bob").get(REQUESTS + "?limit=1").jsonPath();
        var rest = as("bob").get(REQUESTS + "?limit=1&cursor=" + page.getString("next")).jsonPath();

        assertThat(page.getList("items.request")).containsExactly(second);
        assertThat(rest.getList("items.request")).containsExactly(first);
        assertThat(listed("alice")).contains(first, second);
        assertThat(listed("deploy-bot")).isEmpty();
        as("bob").get(REQUESTS + "?state=dead").then().statusCode(400);
        as("bob").get(REQUESTS + "/" + first).then().body("until", nullValue());
    }

    @Test
    void the_read_model_comes_out_of_a_rebuild_as_it_was() {
        asked("alice", READ);

        await().atMost(ofSeconds(30))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .post(
                                                "/api/v1/approval/projections/access-requests.v2:rebuild")
                                        .then()
                                        .statusCode(200)
                                        .body("equal", is(true)));
    }

    @Test
    void requests_are_described_as_openapi() {
        var paths = as("bob").get("/q/openapi?format=json").jsonPath().getMap("paths").keySet();

        assertThat(paths)
                .map(String::valueOf)
                .contains(
                        REQUESTS,
                        REQUESTS + "/{request}",
                        REQUESTS + "/{request}/votes",
                        REQUESTS + "/{request}/withdrawal");
    }
}
