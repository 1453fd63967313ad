package dev.holdpoint.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short way to canonical bytes gives what the long way over Jackson's tree gives. */
class ValueWritersTest {
    static Stream<HoldpointEvent> events() {
        return GoldenEvents.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_written_as_its_tree_would_be(HoldpointEvent event) {
        assertThat(text(event)).isEqualTo(tree(event));
    }

    @Test
    void parts_of_events_are_written_as_their_trees_would_be() {
        var deny =
                new Decision.Deny(
                        new RevisionId("r"),
                        List.of("a/b"),
                        "no",
                        dev.holdpoint.events.RefusalCode.POLICY_DENIED);

        assertThat(text(deny)).isEqualTo(tree(deny)).contains("\"kind\":\"deny\"");
        assertThat(text(new HoldId("h-1"))).isEqualTo("\"h-1\"");
        assertThat(text(List.of(1, true, "x"))).isEqualTo("[1,true,\"x\"]");
    }

    @Test
    void members_of_a_map_are_sorted() {
        assertThat(text(Map.of("b", 1L, "a", 2L, "\u00e9", 3L)))
                .isEqualTo("{\"a\":2,\"b\":1,\"\u00e9\":3}");
    }

    @Test
    void any_string_is_written_as_the_tree_would_be() {
        var random = new Random(7);
        for (int n = 0; n < 20_000; n++) {
            var text =
                    random.ints(random.nextInt(40))
                            .collect(
                                    StringBuilder::new,
                                    (so, far) -> so.append((char) (far >>> (far & 15))),
                                    StringBuilder::append)
                            .toString();

            assertThat(text(text))
                    .isEqualTo(new String(CanonicalJson.bytes(new TextNode(text)), UTF_8));
        }
    }

    @Test
    void a_string_of_escapes_alone_has_room() {
        assertThat(text("\u0001".repeat(5_000))).hasSize(2 + 6 * 5_000);
    }

    @Test
    void an_integer_that_others_cannot_read_exactly_is_refused() {
        assertThatThrownBy(() -> EventJson.encodeValue(1L << 53))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String text(Object value) {
        return new String(EventJson.encodeValue(value), UTF_8);
    }

    private static String tree(Object value) {
        var out = new JsonText();
        EventJson.writeTree(value, out);
        return new String(out.toBytes(), UTF_8);
    }
}
