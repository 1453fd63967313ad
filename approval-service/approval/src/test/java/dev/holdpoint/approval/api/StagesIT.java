package dev.holdpoint.approval.api;

import static dev.holdpoint.approval.hold.Holds.stage;
import static dev.holdpoint.approval.hold.Holds.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.json.EventJson;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StagesIT extends HoldApi {
    private static final HoldTerms TERMS =
            staged(stage(new QuorumPart("dba", 1)), stage(new QuorumPart("security", 1)));

    @Test
    void stages_are_asked_one_after_the_other_and_claimed_under_their_terms() {
        var hold = placed(TERMS);

        vote("carol", hold, "approve", "early")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", is("not-yet-asked"));
        vote("bob", hold, "approve", "agreed")
                .then()
                .statusCode(200)
                .body("state", is("open"))
                .body("stage", is(2))
                .body("stages.from.group.flatten()", contains("dba", "security"))
                .body("stages.given.given.flatten()", contains(1, 0))
                .body("votes.stage", contains(1));
        vote("bea", hold, "approve", "too")
                .then()
                .statusCode(409)
                .body("code", is("not-yet-asked"));
        assertThat(claim(hold).getClaimed()).isFalse();
        vote("carol", hold, "approve", "fine").then().statusCode(200).body("state", is("released"));

        var claimed = claim(hold);
        assertThat(claimed.getClaimed()).as(claimed.getReason()).isTrue();
        assertThat(EventJson.decodeValue(claimed.getTerms().toByteArray(), HoldTerms.class))
                .isEqualTo(TERMS);
    }

    @Test
    void a_denial_of_a_later_stage_ends_the_hold_before_it_is_asked() {
        var hold = placed(TERMS);

        vote("carol", hold, "deny", "not today")
                .then()
                .statusCode(200)
                .body("state", is("refused"));
        vote("bob", hold, "approve", "but").then().statusCode(409);
    }
}
