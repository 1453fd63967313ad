package dev.holdpoint.approval.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChangeOfMindIT extends HoldApi {
    @Test
    void an_approval_is_taken_back_and_a_replay_of_it_does_not_count() {
        var hold = placed(EdgeLog.terms(900, 2));

        vote("bob", hold, "approve", "agreed").then().statusCode(200).body("ballot", is(1));
        vote("bob", hold, "retract", "wrong ticket")
                .then()
                .statusCode(200)
                .body("state", is("open"))
                .body("votes", empty())
                .body("ballot", is(2));
        vote("bob", hold, "retract", "again").then().statusCode(200).body("ballot", is(2));
        vote("bob", hold, "approve", "agreed")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", is("ballot-changed"));
        vote("bea", hold, "approve", "fine").then().statusCode(200).body("state", is("open"));

        approveSeeing("bob", hold, 2).then().statusCode(409).body("code", is("ballot-changed"));
        approveSeeing("bob", hold, 3).then().statusCode(200).body("state", is("released"));
        vote("bob", hold, "retract", "too late").then().statusCode(409);
        assertThat(claim(hold).getClaimed()).isTrue();
    }

    @Test
    void who_changes_their_mind_too_often_is_told_so() {
        var hold = placed(EdgeLog.terms(900, 2));
        for (int ballot = 0; ballot < 20; ballot += 2) {
            approveSeeing("bob", hold, ballot).then().statusCode(200);
            vote("bob", hold, "retract", "wait").then().statusCode(200);
        }

        approveSeeing("bob", hold, 20)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", is("too-many-votes"));
        vote("bob", hold, "deny", "never mind").then().statusCode(200).body("state", is("refused"));
    }

    @Test
    void two_clicks_on_two_devices_are_one_vote() throws InterruptedException {
        var hold = placed(EdgeLog.terms(900, 2));
        Callable<Response> click = () -> vote("bob", hold, "approve", "agreed");

        List<Future<Response>> clicks;
        try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            clicks = devices.invokeAll(Collections.nCopies(8, click));
        }

        assertThat(clicks).allMatch(each -> each.resultNow().statusCode() == 200);
        assertThat(show("bob", hold).jsonPath().getList("votes.approver.subject"))
                .isEqualTo(List.of("bob"));
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("open");
    }

    private static Response approveSeeing(String voter, HoldPlaced hold, int ballot) {
        return as(voter)
                .contentType(ContentType.JSON)
                .body(Map.of("vote", "approve", "reason", "after all", "ballot", ballot))
                .post("/api/v1/holds/" + hold.hold().value() + "/votes");
    }
}
