package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FollowingUpIT extends HoldApi {
    @Test
    void approvers_are_reminded_and_others_stand_in_once_it_is_escalated_to_them() {
        var hold = placed(Holds.following(EdgeLog.terms(900), 2, 5, "security"));

        vote("carol", hold, "approve", "early").then().statusCode(403);
        await("reminded")
                .atMost(ofSeconds(30))
                .until(() -> show("bob", hold).path("reminded").equals(true));
        await("escalated")
                .atMost(ofSeconds(30))
                .untilAsserted(
                        () ->
                                show("bob", hold)
                                        .then()
                                        .body("standIns", contains("security"))
                                        .body("state", is("open")));

        vote("carol", hold, "approve", "bob is away")
                .then()
                .statusCode(200)
                .body("state", is("released"));
        assertThat(claim(hold).getClaimed()).isTrue();
    }
}
