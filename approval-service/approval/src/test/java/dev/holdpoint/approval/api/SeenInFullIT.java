package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts made to look like something else: whoever approves is given every character of them. */
@QuarkusTest
class SeenInFullIT extends HoldApi {
    private static final String BEFORE = "UPDATE orders SET status = 'a'";
    private static final String AFTER = "; DROP TABLE orders";
    private static final int AS_MUCH_AS_IS_HELD = 255 * 1024;

    private static final List<String> BETWEEN =
            List.of(
                    "\u202e",
                    "\u202d",
                    "\u202a\u202c",
                    "\u2066\u2069",
                    "\u2067",
                    "\u200e",
                    "\u200f",
                    "\u061c",
                    "\u200b",
                    "\u200c",
                    "\u200d",
                    "\u2060",
                    "\ufeff",
                    "\u00ad",
                    "\u034f",
                    "\u3164",
                    "\u2800",
                    "\u00a0",
                    "\u2028",
                    "\u0085",
                    "\u001b[2K\r",
                    "\u001b]8;;http://x\u0007",
                    "\b".repeat(40),
                    "\u007f",
                    "\ufe0f",
                    "\u0336",
                    "\ud83d\ude42",
                    " WHERE t = 'p\u0430yments'",
                    " -- \uff24\uff32\uff2f\uff30",
                    "\n".repeat(500),
                    " ".repeat(4_000),
                    " /* " + "x".repeat(AS_MUCH_AS_IS_HELD - 100) + " */");

    @Test
    void every_character_of_a_held_text_is_shown_with_the_digest_of_what_would_run() {
        var texts = BETWEEN.stream().map(between -> BEFORE + between + AFTER).toList();
        var logs = Stream.of("ada", "ben").map(name -> new EdgeLog(appender, person(name)));
        var edges = logs.toList();
        var holds = new LinkedHashMap<HoldPlaced, String>();
        IntStream.range(0, texts.size())
                .forEach(
                        i ->
                                holds.put(
                                        edges.get(i % 2).held(EdgeLog.terms(900), texts.get(i)),
                                        texts.get(i)));

        holds.keySet().forEach(this::awaitPlaced);
        holds.forEach(SeenInFullIT::assertShown);
        edges.forEach(EdgeLog::closed);
    }

    private static void assertShown(HoldPlaced hold, String text) {
        var seen = show("bob", hold).jsonPath();
        var listed = as("bob").get("/api/v1/holds?state=all&limit=500").jsonPath();

        assertThat(seen.getString("statement")).isEqualTo(text);
        assertThat(seen.getString("digest")).isEqualTo(hold.digest().value());
        assertThat(
                        listed.getList("items", Map.class).stream()
                                .filter(item -> hold.hold().value().equals(item.get("hold")))
                                .map(item -> item.get("statement")))
                .allMatch(text::equals);
    }

    @Test
    void a_text_with_a_nul_is_shown_beyond_it() {
        var log = new EdgeLog(appender, person("cyd"));
        var text = BEFORE + "\0" + AFTER;
        var hold = log.held(EdgeLog.terms(900), text);

        awaitPlaced(hold);
        await("listed")
                .atMost(ofSeconds(30))
                .until(() -> listed("bob", "open").contains(hold.hold().value()));
        assertShown(hold, text);
        log.closed();
    }
}
