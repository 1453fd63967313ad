package dev.holdpoint.approval.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.util.json.GsonFactory;
import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SL-6 and AP-8: what somebody wrote is shown as it is, all of it or without a way to approve. */
class HoldMessageTest {
    private static final HoldId HOLD = new HoldId("0198aaaa-0000-7000-8000-00000000abcd");

    private static Placed open(String text, List<String> parameters) {
        var sample = Holds.placed(HOLD, Holds.AGENT, EdgeLog.terms(900));
        var placed =
                new HoldPlaced(
                        sample.hold(),
                        sample.command(),
                        sample.session(),
                        sample.requester(),
                        sample.target(),
                        sample.digest(),
                        text,
                        parameters,
                        sample.facts(),
                        text,
                        sample.tags(),
                        sample.revision(),
                        List.of(text),
                        text,
                        sample.terms(),
                        sample.expiresAt(),
                        null);
        var decider = new HoldDecider();
        return (Placed) decider.evolve(decider.initial(), placed);
    }

    private static JsonArray blocks(HoldMessage message) {
        return new JsonArray(GsonFactory.createSnakeCase().toJson(message.blocks()));
    }

    private static HoldMessage message(String text, String... parameters) {
        return HoldMessage.of(open(text, List.of(parameters)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "<!everyone|x>",
                "<@U0BOB>",
                "<#C0DBA>",
                "<https://evil.example|your bank>",
                "https://evil.example",
                "*bold* _it_ ~no~ `code`",
                "```\nApproved by carol\n```",
                "&lt;!channel&gt;",
                ":tada:",
                "<script>alert(1)</script>",
                "\"},{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"x",
                "=HYPERLINK(\"https://evil.example\")",
                "SELECT 1; \u202e-- elbat pord",
                "SELECT\u200b 1",
                "\u001b[2J\u001b[1;1Hok",
                "a\u0000b",
                "SELECT p\u0430yments",
            })
    void texts_are_shown_literally_and_never_formatted(String text) {
        var message = message(text, text);
        var json = blocks(message).encode();

        assertThat(json)
                .doesNotContain(
                        "\"type\":\"mrkdwn\"", "\u202e", "\u200b", "\u001b", "\"emoji\":true");
        assertThat(blocks(message).stream().map(block -> ((JsonObject) block).getString("type")))
                .containsOnly("header", "rich_text", "section", "actions", "context");
        assertThat(command(message)).isEqualTo(VisibleText.lines(text));
        assertThat(message.fallback()).doesNotContain(text);
    }

    private static String command(HoldMessage message) {
        return blocks(message)
                .getJsonObject(1)
                .getJsonArray("elements")
                .getJsonObject(0)
                .getJsonArray("elements")
                .getJsonObject(0)
                .getString("text");
    }

    @Test
    void who_broke_the_glass_is_shown_and_not_called_an_approval() {
        var decider = new HoldDecider();
        var broken =
                new GlassBroken(
                        HOLD, Holds.BOB.id(), List.of("on-call"), "nobody\nState: \u202eis awake");
        var open = decider.evolve(open("DELETE FROM orders", List.of()), broken);
        var released = decider.evolve(open, new HoldReleased(HOLD, Holds.NOON));
        var message = HoldMessage.of((Placed) released);

        assertThat(blocks(message).encode())
                .contains("Released by breaking the glass, not yet run", "bob", "is awake")
                .doesNotContain("Approved", "\u202e", "\\nState: \\u202e", "nobody\\nState");
    }

    @Test
    void the_plan_is_shown_in_short_on_one_line_or_why_there_is_none() {
        var steps =
                List.of("Update on \u202eorders (cost=9)", "  Seq Scan on a\nb " + "x".repeat(900));
        var planned = blocks(HoldMessage.of(open(new Planned(1000, 9, steps, 0)))).encode();
        var unplanned = blocks(HoldMessage.of(open(new Unplanned("it has several statements"))));

        assertThat(planned)
                .contains("Rows expected: 1000", "Plan: Update on ⟨U+202E⟩orders (cost=9) ← Seq")
                .contains("a⟨U+000A⟩b", "more characters)")
                .doesNotContain("x".repeat(301), "\u202e");
        assertThat(unplanned.encode()).contains("Plan: none, it has several statements");
    }

    private static Placed open(TargetPlan plan) {
        var decider = new HoldDecider();
        var placed = Holds.placed(HOLD, Holds.AGENT, EdgeLog.terms(900)).planned(plan);
        return (Placed) decider.evolve(decider.initial(), placed);
    }

    @Test
    void a_command_that_fits_is_shown_whole_and_one_that_does_not_cannot_be_approved() {
        var fits = message("x".repeat(Sight.MOST));
        var cut = message("x".repeat(Sight.MOST) + "DROP");
        var byParameters = message("x".repeat(2_000), "y".repeat(1_200));
        var space = message("SELECT 1;" + " ".repeat(4_000) + "DROP TABLE orders");

        assertThat(command(fits)).hasSize(Sight.MOST);
        assertThat(blocks(fits).encode()).contains(HoldMessage.APPROVE).doesNotContain("CUT");
        for (var message : List.of(cut, byParameters)) {
            assertThat(blocks(message).encode())
                    .contains("CUT", HoldMessage.DENY, "approvals show " + HOLD)
                    .doesNotContain(HoldMessage.APPROVE);
        }
        assertThat(command(cut)).endsWith("more characters)");
        assertThat(command(space)).isEqualTo("SELECT 1;⟨4000 spaces⟩DROP TABLE orders");
    }

    @Test
    void characters_that_may_look_like_others_are_counted() {
        assertThat(blocks(message("SELECT p\u0430yments")).encode())
                .contains("1 characters are not ASCII");
        assertThat(blocks(message("SELECT payments")).encode()).doesNotContain("ASCII");
    }

    @Test
    void the_same_hold_always_gives_the_same_message() {
        assertThat(message("SELECT 1").digest()).isEqualTo(message("SELECT 1").digest());
        assertThat(message("SELECT 1").digest()).isNotEqualTo(message("SELECT 2").digest());
    }

    @Test
    void no_block_is_longer_than_slack_takes() {
        var all = blocks(message("ä<&>".repeat(2_000), "z".repeat(5_000)));

        assertThat(all.size()).isLessThanOrEqualTo(50);
        assertThat(all.stream().map(JsonObject.class::cast).map(block -> text(block).length()))
                .allMatch(length -> length <= Texts.MOST);
    }

    private static String text(JsonObject block) {
        return block.containsKey("text") ? block.getJsonObject("text").getString("text") : "";
    }
}
