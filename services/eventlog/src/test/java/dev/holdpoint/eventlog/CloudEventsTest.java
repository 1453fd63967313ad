package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
    private static final HoldExpired EXPIRED = new HoldExpired(new HoldId("h-1"));
    private static final byte[] VALUE = EventJson.encode(EXPIRED);

    @Test
    void headers_are_the_attributes_of_cloud_events_in_binary_mode() {
        assertThat(CloudEvents.headers(envelope(null, null)))
                .containsOnly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", "e-1"),
                        Map.entry("ce_source", "approval-service"),
                        Map.entry("ce_type", "dev.holdpoint.approvals.HoldExpired.v1"),
                        Map.entry("ce_subject", "bob"),
                        Map.entry("ce_time", "2026-11-21T12:00:00.123456Z"),
                        Map.entry("ce_partitionkey", "h-1"),
                        Map.entry("ce_sequence", "7"),
                        Map.entry("content-type", "application/json"));
    }

    @ParameterizedTest
    @CsvSource({"http://issuer, 00-ab-cd-01", "http://issuer,", ", 00-ab-cd-01", ","})
    void an_envelope_reads_back_as_it_was_written(
            @Nullable String issuer, @Nullable String traceparent) {
        var envelope = envelope(issuer, traceparent);

        assertThat(CloudEvents.envelope(CloudEvents.headers(envelope), VALUE)).isEqualTo(envelope);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ce_id",
                "ce_source",
                "ce_type",
                "ce_subject",
                "ce_time",
                "ce_partitionkey",
                "ce_sequence"
            })
    void without_a_header_it_must_have_a_record_is_unreadable(String header) {
        var headers = new TreeMap<>(CloudEvents.headers(envelope(null, null)));
        headers.remove(header);

        assertThatThrownBy(() -> CloudEvents.envelope(headers, VALUE))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(header);
    }

    @ParameterizedTest
    @CsvSource({
        "ce_sequence, 0",
        "ce_sequence, -1",
        "ce_sequence, one",
        "ce_time, yesterday",
        "ce_id, ' '",
        "ce_partitionkey, ' '",
        "ce_type, dev.holdpoint.approvals.HoldExpired.v2"
    })
    void with_a_malformed_header_a_record_is_unreadable(String header, String value) {
        var headers = new TreeMap<>(CloudEvents.headers(envelope(null, null)));
        headers.put(header, value);

        assertThatThrownBy(() -> CloudEvents.envelope(headers, VALUE))
                .isInstanceOf(UnreadableEvent.class);
    }

    private static Envelope<HoldExpired> envelope(
            @Nullable String issuer, @Nullable String traceparent) {
        return new Envelope<>(
                new EventId("e-1"),
                new StreamId("h-1"),
                7,
                Instant.parse("2026-11-21T12:00:00.123456Z"),
                new Actor("bob", issuer),
                "approval-service",
                traceparent,
                EXPIRED);
    }
}
