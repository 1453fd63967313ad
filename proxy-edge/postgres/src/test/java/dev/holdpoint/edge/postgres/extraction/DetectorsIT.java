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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is recognised by its looks, in every place a value can come to a client in. */
class DetectorsIT {
    private static final String BESIDE =
            "SELECT 'beside it' AS beside, v%s FROM (VALUES ('%s')) t(v)";

    private static final long CARD = 4_111_111_111_111_111L;

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

    /** Nor in hex, as bytes are shown. */
    private static void assertHidden(Sample sample, Received received) {
        var hex = HexFormat.of().formatHex(sample.part.getBytes(StandardCharsets.UTF_8));
        assertThat(received.stream()).contains("beside it").doesNotContain(sample.part, hex);
    }

    @ParameterizedTest
    @EnumSource(Sample.class)
    void it_does_not_arrive_as_bytes_by_copy_nor_within_others(Sample sample) throws Exception {
        looksFor(sample);
        var within = "SELECT 'beside it', v::bytea, ARRAY[v::bytea], ROW(v::bytea, 1)";
        var sql = within + " FROM (VALUES ('" + sample.value + "')) t(v)";
        try (var client = RawClient.loggedIn(edge)) {
            for (var mode : Mode.values()) {
                assertHidden(sample, ask(client, sql, mode));
            }
            for (var format : List.of("text", "csv", "binary")) {
                var copy = "COPY (" + sql + ") TO STDOUT (FORMAT " + format + ")";
                assertHidden(sample, ask(client, copy, Mode.SIMPLE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v",
                "v::numeric",
                "v::float8",
                "ARRAY[v]",
                "ARRAY[v::numeric]",
                "ARRAY[v::float8]",
                "ROW(1, v)",
                "ROW('x', ARRAY[ROW(v::float8)])",
                "int8range(v, v + 1)",
                "int8multirange(int8range(1, 2), int8range(v, NULL))",
                "numrange(NULL, v)",
                "ARRAY[int8range(v, v + 1)]",
                "ROW(1, numrange(v, v + 1))",
                "point(1, v)",
                "box(point(v, 1), point(2, 3))",
                "circle(point(1, v), 1)",
                "polygon(box(point(v, 1), point(2, 3)))",
                "path(polygon(box(point(v, 1), point(2, 3))))",
                "ROW(point(v, 2))",
                "v::text::xid8",
                "('1:' || v || ':1')::pg_snapshot",
                "v::bit(64)",
                "v::bit(54)",
                "v::bit(53)::varbit"
            })
    void a_number_arrives_in_no_format_by_select_nor_copy(String number) throws Exception {
        for (var received : views(number)) {
            assertThat(received.stream())
                    .contains("beside it")
                    .doesNotContain(Long.toString(CARD), "4.11111111")
                    .doesNotContain(latin(ByteBuffer.allocate(8).putLong(CARD)))
                    .doesNotContain(latin(ByteBuffer.allocate(8).putDouble(CARD)))
                    .doesNotContain(
                            latin(
                                    ByteBuffer.allocate(6)
                                            .putShort((short) 4111)
                                            .putShort((short) 1111)
                                            .putShort((short) 1111)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v::money",
                "(v / 100.0)::money",
                "ARRAY[v::money]",
                "ROW(1, v::money)",
                "v::money::text",
                "to_char(v, 'FM9,999,999,999,999,999.00')",
                "replace(to_char(v, 'FM9999,9999,9999,9999'), ',', chr(160))",
                "replace(v::money::text, ',', chr(8239))"
            })
    void a_sum_arrives_in_no_format_by_select_nor_copy(String sum) throws Exception {
        for (var received : views(sum)) {
            assertThat(received.stream())
                    .contains("beside it")
                    .doesNotContainPattern("1.?1.?1.?1.?1.?1.?1.?1.?1.?1")
                    .doesNotContain(latin(ByteBuffer.allocate(8).putLong(CARD)))
                    .doesNotContain(latin(ByteBuffer.allocate(8).putLong(100 * CARD)));
        }
    }

    /** What is made of a card number, in every mode, and by COPY in every format. */
    private List<Received> views(String expression) throws IOException {
        looksFor(Sample.CREDIT_CARD);
        var sql =
                "SELECT 'beside it'::text, %s FROM (VALUES (%d)) t(v)".formatted(expression, CARD);
        var views = new ArrayList<Received>();
        try (var client = RawClient.loggedIn(edge)) {
            for (var mode : Mode.values()) {
                views.add(ask(client, sql, mode));
            }
            for (var format : List.of("text", "csv", "binary")) {
                var copy = "COPY (" + sql + ") TO STDOUT (FORMAT " + format + ")";
                views.add(ask(client, copy, Mode.SIMPLE));
            }
        }
        return views;
    }

    private static String latin(ByteBuffer bytes) {
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void numbers_of_columns_that_are_none_pass_by_copy() throws Exception {
        looksFor(Sample.CREDIT_CARD);
        edge.change(
                "CREATE TABLE harmless(code text, moment timestamptz, number bigint);"
                        + "INSERT INTO harmless SELECT upper(substr(md5(n::text), 1, 8)),"
                        + " timestamptz 'epoch' + n * interval '1 day', n"
                        + " FROM generate_series(1, 200) n;"
                        + "GRANT SELECT ON harmless TO app");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("COPY harmless TO STDOUT (FORMAT binary)"));
            var through = new Received(client.untilReady()).stream();
            try (var direct = RawClient.bare(edge, "copy")) {
                direct.send(query("COPY harmless TO STDOUT (FORMAT binary)"));
                assertThat(through).isEqualTo(new Received(direct.untilReady()).stream());
            }
        } finally {
            edge.change("DROP TABLE harmless");
        }
    }

    private void looksFor(Sample sample) {
        edge.policy.obligations(
                List.of(
                        new Obligation.DetectValues(
                                List.of(sample.detector()), new Mask.Redact(), "p/looks")));
    }
}
