package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RevisionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void every_kind_of_mask_and_obligation_has_its_name() {
        var obligations =
                List.<Obligation>of(
                        new Obligation.MaskColumn("a.b.c", new Mask.KeepLast(4), "p/m"),
                        new Obligation.MaskColumn("a.b.c", new Mask.Redact(), null),
                        new Obligation.MaskColumn("a.b.c", new Mask.NullOut(), null),
                        new Obligation.MaskColumn("a.b.c", new Mask.FormatPreserving(), null),
                        new Obligation.DetectValues(
                                List.of(Detector.US_SSN, Detector.CREDIT_CARD),
                                new Mask.Token(),
                                "p/d"),
                        new Obligation.RecordResults("p"),
                        new Obligation.LimitRows(1000, "p/r"));
        var allow = new Decision.Allow(new RevisionId("r"), List.of(), "", obligations);

        var json = EventJson.encodeValue(allow);

        assertThat((Object) EventJson.decodeValue(json, Decision.class)).isEqualTo(allow);
        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains(
                        "\"mask\":{\"kind\":\"redact\"}",
                        "\"mask\":{\"kind\":\"null-out\"}",
                        "\"mask\":{\"kind\":\"format-preserving\"}",
                        "{\"kind\":\"record-results\",\"rule\":\"p\"}",
                        "{\"kind\":\"limit-rows\",\"rows\":1000,\"rule\":\"p/r\"}",
                        "{\"detectors\":[\"CREDIT_CARD\",\"US_SSN\"],\"kind\":\"detect-values\","
                                + "\"mask\":{\"kind\":\"token\"},\"rule\":\"p/d\"}");
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
