package dev.holdpoint.edge.postgres.extraction;

import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.extraction.Trick.Mode;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is recognised by its looks, in every place a value can come to a client in. */
class DetectorsIT {
    private static final String BESIDE =
            "SELECT 'beside it' AS beside, v%s FROM (VALUES ('%s')) t(v)";

    private final Edge edge = Edge.fresh();

    /** Something that looks like it, and the part of it that must not arrive. */
    private enum Sample {
        CREDIT_CARD("378282246310005", "378282246310005"),
        IBAN("GB29 NWBK 6016 1331 9268 19", "6016 1331"),
        EMAIL("ada.l+x@mail.example.com", "mail.example"),
        PHONE("+1 (650) 253-0000", "253-0000"),
        US_SSN("123-45-6789", "123-45"),
        JWT("eyJhbGciOi.eyJzdWIiOiIxIn0.c2ln", "eyJzdWIiOiIxIn0"),
        CLOUD_KEY("AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"),
        PRIVATE_KEY(
                "-----BEGIN RSA PRIVATE KEY----- MIIEowIBA -----END RSA PRIVATE KEY-----",
                "MIIEowIBA"),
        SECRET("wJalrXUtnFEMIK7MDENGbPxRfiCYzX3q9", "MIK7MDENG");

        private final String value;
        private final String part;

        Sample(String value, String part) {
            this.value = value;
            this.part = part;
        }

        Detector detector() {
            return Detector.valueOf(name());
        }
    }

    static Stream<Detector> every() {
        return Stream.of(Detector.values());
    }

    @ParameterizedTest
    @MethodSource("every")
    void there_is_a_sample_of_each(Detector detector) {
        assertThat(Sample.valueOf(detector.name()).detector()).isEqualTo(detector);
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void it_does_not_arrive_in_text_nor_binary_whatever_its_type(Sample sample) throws Exception {
        looksFor(sample);
        var types = List.of("", "::varchar(90)", "::char(90)", "::bytea", "::name", "::jsonb");
        try (var client = RawClient.loggedIn(edge)) {
            for (var type : types) {
                var value = type.equals("::jsonb") ? "\"" + sample.value + "\"" : sample.value;
                for (var mode : Mode.values()) {
                    assertHidden(sample, ask(client, BESIDE.formatted(type, value), mode));
                }
            }
            var nested = "SELECT 'beside it', ARRAY[v], ROW(v, 1), json_build_object('k', v)";
            for (var mode : Mode.values()) {
                var sql = nested + " FROM (VALUES ('" + sample.value + "')) t(v)";
                assertHidden(sample, ask(client, sql, mode));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void it_does_not_arrive_by_copy(Sample sample) throws Exception {
        looksFor(sample);
        try (var client = RawClient.loggedIn(edge)) {
            for (var format : List.of("text", "csv", "binary")) {
                var sql = "COPY (" + BESIDE + ") TO STDOUT WITH (FORMAT " + format + ")";
                assertHidden(sample, ask(client, sql.formatted("", sample.value), Mode.SIMPLE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void it_does_not_arrive_in_what_the_target_says_by_itself(Sample sample) throws Exception {
        looksFor(sample);
        try (var client = RawClient.loggedIn(edge)) {
            var error = ask(client, "SELECT '" + sample.value + "'::text::date", Mode.SIMPLE);
            assertThat(error.isError()).isTrue();
            assertThat(error.stream()).doesNotContain(sample.part);
            var set = "SELECT set_config('application_name', '" + sample.value + "', false)";
            assertThat(said(client, set, 'S')).doesNotContain(sample.part);
            ask(client, "LISTEN news", Mode.SIMPLE);
            var notify = "NOTIFY news, '" + sample.value + "'";
            assertThat(said(client, notify, 'A')).doesNotContain(sample.part);
        }
    }

    /** What came, with at least one message of a kind. */
    private static String said(RawClient client, String sql, char kind) throws IOException {
        var frames = new ArrayList<PgFrame>();
        client.send(query(sql));
        do {
            frames.add(client.receive());
        } while (frames.stream().noneMatch(frame -> frame.kind() == kind)
                || frames.stream().noneMatch(frame -> frame.kind() == 'Z'));
        return new Received(frames).stream();
    }

    private static Received ask(RawClient client, String sql, Mode mode) throws IOException {
        return new Trick(sql, List.of(sql)).ask(client, mode);
    }

    private static void assertHidden(Sample sample, Received received) {
        assertThat(received.stream()).contains("beside it").doesNotContain(sample.part);
    }

    private void looksFor(Sample sample) {
        edge.policy.obligations(
                List.of(
                        new Obligation.DetectValues(
                                List.of(sample.detector()), new Mask.Redact(), "p/looks")));
    }
}
