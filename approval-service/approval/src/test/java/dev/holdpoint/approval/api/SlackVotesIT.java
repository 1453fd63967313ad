package dev.holdpoint.approval.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.slack.SlackCaller;
import dev.holdpoint.approval.slack.SlackStandIn;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** From a held command to a vote in Slack and back to the message. */
@QuarkusTest
class SlackVotesIT extends WithSlack {
    private static final String APPROVE = "hold-approve";
    private static final String DENY = "hold-deny";

    @Test
    void a_hold_is_shown_approved_in_slack_and_shown_again_as_it_is_then() {
        var bob = linked("bob");
        var hold = placed();
        var message = shown(hold);
        assertThat(message.value("blocks"))
                .contains(
                        "UPDATE orders", "A command waits", "support-agent", "alice", APPROVE, DENY)
                .doesNotContain("mrkdwn");
        assertThat(message.value("text")).doesNotContain("orders");

        var dialog = opened(bob, APPROVE, hold, 0);
        assertThat(show("bob", hold).<String>path("state")).isEqualTo("open");
        bob.sends(dialog, "agreed in Slack").then().statusCode(200);

        awaitState(hold, "released");
        show("bob", hold)
                .then()
                .body("votes[0].approver.subject", is("bob"))
                .body("votes[0].reason", is("agreed in Slack"))
                .body("votes[0].by.service", is("slack"))
                .body("votes[0].by.workspace", is(SlackStandIn.TEAM))
                .body("votes[0].by.member", is(bob.member()));
        awaitShown(hold, "Approved, not yet run");
        assertThat(shown(hold).value("ts")).isEqualTo(message.value("ts"));
        assertThat(shown(hold).value("blocks")).doesNotContain(APPROVE).contains("agreed in Slack");
        claim(hold);
        awaitShown(hold, "Approved and run");
        unlinked(bob);
    }

    @Test
    void a_hold_is_denied_in_slack_with_a_reason() {
        var bea = linked("bea");
        var hold = placed();

        bea.sends(opened(bea, DENY, hold, 0), "not today").then().statusCode(200);

        awaitState(hold, "refused");
        awaitShown(hold, "not today");
        assertThat(shown(hold).value("blocks")).doesNotContain(DENY);
        unlinked(bea);
    }

    @Test
    void votes_over_rest_and_ends_are_shown_and_a_ballot_that_changed_is_not_voted_on_blindly() {
        var bea = linked("bea");
        var hold = placed(EdgeLog.terms(900, 2));
        shown(hold);
        vote("bob", hold, "approve", "first").then().statusCode(200);
        awaitShown(hold, "dba 1 of 2");

        bea.sends(opened(bea, APPROVE, hold, 0), "second").then().statusCode(200);
        awaitTold(bea, "Not counted");
        show("bob", hold).then().body("state", equalTo("open"));
        bea.sends(opened(bea, APPROVE, hold, 1), "second").then().statusCode(200);

        awaitState(hold, "released");
        unlinked(bea);
    }

    @Test
    void who_voted_over_rest_is_not_counted_again_in_slack() {
        var bob = linked("bob");
        var hold = placed(EdgeLog.terms(900, 2));
        shown(hold);
        vote("bob", hold, "approve", "first").then().statusCode(200);

        bob.sends(opened(bob, APPROVE, hold, 1), "again").then().statusCode(200);

        awaitShown(hold, "dba 1 of 2");
        show("bob", hold).then().body("state", equalTo("open")).body("votes.size()", is(1));
        unlinked(bob);
    }

    @Test
    void nobody_approves_in_slack_what_their_side_asked_for_nor_without_the_group() {
        var bob = linked("bob");
        var own = new EdgeLog(appender, person("bob")).held(EdgeLog.terms(900));
        awaitPlaced(own);
        bob.sends(opened(bob, APPROVE, own, 0), "mine").then().statusCode(200);
        awaitTold(bob, "Nobody approves their own hold");
        var carol = linked("carol");
        var hold = placed();
        carol.sends(opened(carol, APPROVE, hold, 0), "well").then().statusCode(200);
        awaitTold(carol, "members of dba");

        show("carol", own).then().body("state", equalTo("open"));
        show("carol", hold).then().body("state", equalTo("open"));
        unlinked(bob);
        unlinked(carol);
    }

    @Test
    void slack_is_asked_again_after_the_rest_it_wants() {
        slack.refuse(2);
        var hold = placed();

        awaitShown(hold, "A command waits");
        vote("bob", hold, "deny", "no").then().statusCode(200);
        awaitShown(hold, "Denied");
        as("carol")
                .get("/api/v1/webhooks")
                .then()
                .body(
                        "items.find { it.name == 'slack:%s' }.state".formatted(SlackCaller.CHANNEL),
                        equalTo("sending"));
    }
}
