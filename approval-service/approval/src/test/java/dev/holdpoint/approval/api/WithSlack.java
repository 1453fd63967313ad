package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.holdpoint.approval.slack.SlackCaller;
import dev.holdpoint.approval.slack.SlackStandIn;
import dev.holdpoint.approval.slack.SlackStandIn.Call;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.Uuid7;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A service under test, and Slack beside it. */
abstract class WithSlack extends HoldApi {
    private static final Uuid7 IDS = new Uuid7(InstantSource.system());

    SlackStandIn slack;

    @BeforeAll
    void playSlack() throws IOException {
        slack = SlackStandIn.start(Integer.parseInt(config("test.slack.port")));
    }

    @AfterAll
    void stopSlack() {
        slack.close();
    }

    /** A member of the workspace that nobody has been. */
    static SlackCaller stranger() {
        return SlackCaller.of(
                "U" + IDS.next().replace("-", "").toUpperCase(Locale.ROOT).substring(12));
    }

    /** A member of the workspace, linked to whoever that is, instead of any other. */
    static SlackCaller linked(String principal) {
        var member = stranger();
        await(principal + " is linked")
                .atMost(ofSeconds(60))
                .untilAsserted(
                        () -> {
                            links(principal).forEach(other -> unlink(principal, other));
                            member.types("link " + code(principal))
                                    .then()
                                    .statusCode(200)
                                    .body("text", containsString("you vote here as " + principal));
                        });
        return member;
    }

    static List<String> links(String principal) {
        return as(principal)
                .get("/api/v1/slack/links")
                .jsonPath()
                .getList(
                        "items.findAll { it.account.subject == '%s' }.member".formatted(principal));
    }

    static Response unlink(String by, String member) {
        return as(by).post("/api/v1/slack/links/%s/%s/unlink".formatted(SlackStandIn.TEAM, member));
    }

    static String code(String principal) {
        return as(principal)
                .post("/api/v1/slack/links")
                .then()
                .statusCode(201)
                .extract()
                .path("code");
    }

    static void unlinked(SlackCaller member) {
        member.types("unlink").then().statusCode(200);
    }

    /** The message about a hold once it is there. */
    Call shown(HoldPlaced hold) {
        var id = hold.hold().value();
        await("shown")
                .atMost(ofSeconds(40))
                .until(() -> !slack.message(SlackCaller.CHANNEL, id).method().isEmpty());
        return slack.message(SlackCaller.CHANNEL, id);
    }

    void awaitShown(HoldPlaced hold, String text) {
        await(text).atMost(ofSeconds(40)).until(() -> shown(hold).value("blocks").contains(text));
    }

    /** The dialog that a member gets by a button, once the message is known to show the hold. */
    Call opened(SlackCaller member, String button, HoldPlaced hold, int ballot) {
        var id = hold.hold().value();
        var ts = shown(hold).value("ts");
        int before = slack.calls("views.open", id).size();
        await("dialog")
                .atMost(ofSeconds(60))
                .until(
                        () ->
                                member.presses(button, id, ballot, ts).statusCode() == 200
                                        && slack.calls("views.open", id).size() > before);
        return slack.calls("views.open", id).getLast();
    }

    /** What a member is told and nobody else. */
    void awaitTold(SlackCaller member, String text) {
        eventually(
                () ->
                        assertThat(slack.calls("chat.postEphemeral"))
                                .filteredOn(call -> call.value("user").equals(member.member()))
                                .anyMatch(call -> call.value("blocks").contains(text)));
    }

    static void eventually(ThrowingRunnable holds) {
        await().atMost(ofSeconds(30)).untilAsserted(holds);
    }
}
