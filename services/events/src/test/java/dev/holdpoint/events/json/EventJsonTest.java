package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    @Test
    void an_event_reads_back_as_it_was_written() {
        var event = Samples.commandDecided();

        var read = EventJson.decode(EventType.of(event), EventJson.encode(event));

        assertThat(read).isEqualTo(event).isInstanceOf(CommandDecided.class);
    }

    @Test
    void json_is_canonical() {
        var json = EventJson.encode(new HoldExpired(new HoldId("h-1")));

        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"hold\":\"h-1\"}");
    }

    @Test
    void an_unknown_type_is_refused() {
        assertThatThrownBy(() -> EventJson.decode("dev.holdpoint.nothing.v1", new byte[0]))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("dev.holdpoint.nothing.v1");
    }

    @Test
    void duplicate_keys_are_refused() {
        var json = "{\"hold\":\"a\",\"hold\":\"b\"}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> EventJson.decode("dev.holdpoint.approvals.HoldExpired.v1", json))
                .isInstanceOf(UnreadableEvent.class);
    }
}
