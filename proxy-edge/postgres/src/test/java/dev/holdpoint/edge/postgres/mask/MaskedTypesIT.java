package dev.holdpoint.edge.postgres.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.Obligation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Masked values stay values of their types, the same wherever and however they are read. */
class MaskedTypesIT {
    private static final List<String> COLUMNS =
            List.of("word", "short", "number", "large", "amount", "day", "moment", "id", "bytes");
    private static final String ROW =
            "('Ada Lovelace', 'x-12', 1234567, 4111111111111111, 98765.43, '1987-03-19',"
                    + " '1987-03-19 04:05:06+00', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', '\\x010203')";
    private static final Map<String, String> TEXT = Map.of("binaryTransfer", "false");
    private static final Map<String, String> BINARY =
            Map.of("prepareThreshold", "-1", "binaryTransfer", "true");

    private final Edge edge = Edge.fresh();

    @BeforeAll
    static void make() {
        var edge = Edge.fresh();
        for (var table : List.of("typed", "typed_too")) {
            edge.beside(
                    "CREATE TABLE %s(word text, short varchar(12), number int, large bigint,"
                                    .formatted(table)
                            + " amount numeric(9, 2), day date, moment timestamptz, id uuid, bytes bytea);"
                            + " INSERT INTO %s VALUES %s; GRANT SELECT ON %s TO app"
                                    .formatted(table, ROW, table));
        }
    }

    @AfterAll
    static void drop() {
        Edge.fresh().beside("DROP TABLE typed, typed_too");
    }

    static Stream<Mask> masks() {
        return Stream.of(new Mask.Token(), new Mask.FormatPreserving());
    }

    @ParameterizedTest
    @MethodSource("masks")
    void they_are_the_same_in_both_formats_in_another_table_and_in_another_session(Mask mask)
            throws Exception {
        edge.policy.obligations(masking(mask));

        var masked = row(TEXT, "typed");

        assertThat(masked).hasSameSizeAs(COLUMNS).doesNotContainNull();
        assertThat(row(BINARY, "typed")).isEqualTo(masked);
        assertThat(row(TEXT, "typed_too")).isEqualTo(masked);
        var plain = plain();
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(masked.get(i)).as(COLUMNS.get(i)).isNotEqualTo(plain.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("masks")
    void what_a_target_shows_by_words_is_the_same_in_both_formats(Mask mask) throws Exception {
        edge.change(
                """
                CREATE TABLE worded(day date, moment timestamptz, hour timestamp, large float8);
                INSERT INTO worded VALUES
                    ('infinity', '-infinity', 'infinity', 'Infinity'),
                    ('0044-03-15 BC', '0044-03-15 04:05:06+00 BC', '0001-02-29 01:02:03 BC', 1e20),
                    ('12024-02-29', '12024-02-29 00:00+00', '12024-02-29 00:00', 1e-20);
                GRANT SELECT ON worded TO app;
                """);
        try {
            edge.policy.obligations(
                    Stream.of("day", "moment", "hour", "large")
                            .map(column -> masking("worded", column, mask))
                            .toList());

            var masked = words(TEXT);

            assertThat(masked.getFirst()).containsOnlyNulls();
            assertThat(masked.subList(1, 3))
                    .allSatisfy(row -> assertThat(row).doesNotContainNull());
            assertThat(words(BINARY)).isEqualTo(masked);
        } finally {
            edge.change("DROP TABLE worded");
        }
    }

    private List<List<Object>> words(Map<String, String> how) throws SQLException {
        var all = new ArrayList<List<Object>>();
        try (var connection = edge.connect(how);
                var statement = connection.prepareStatement("SELECT * FROM worded");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                var row = new ArrayList<Object>();
                row.add(rows.getObject(1, LocalDate.class));
                row.add(rows.getObject(2, OffsetDateTime.class));
                row.add(rows.getObject(3, LocalDateTime.class));
                row.add(rows.getObject(4, Double.class));
                all.add(row);
            }
        }
        return all;
    }

    @Test
    void what_was_equal_is_found_equal_by_its_token() throws Exception {
        edge.policy.obligations(masking(new Mask.Token()));
        try (var connection = edge.connect();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT a.word, b.word FROM typed a JOIN typed_too b USING (number)")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("tok_").isEqualTo(rows.getString(2));
        }
    }

    @ParameterizedTest
    @MethodSource("masks")
    void each_is_on_record_by_rule_column_and_rows(Mask mask) throws Exception {
        edge.policy.obligations(masking(mask));

        row(BINARY, "typed");

        Awaitility.await().until(() -> !uses().isEmpty());
        assertThat(uses())
                .containsExactlyInAnyOrderElementsOf(
                        COLUMNS.stream()
                                .map(c -> new MaskUse("rule/" + c, "public.typed." + c, 1))
                                .toList());
    }

    private List<MaskUse> uses() {
        return edge.recorder.of(CommandCompleted.class).stream()
                .flatMap(completed -> completed.masks().stream())
                .toList();
    }

    private List<Object> plain() throws SQLException {
        edge.policy.obligations(List.of());
        return row(TEXT, "typed");
    }

    private static List<Obligation> masking(Mask mask) {
        return Stream.of("typed", "typed_too")
                .flatMap(table -> COLUMNS.stream().map(column -> masking(table, column, mask)))
                .toList();
    }

    private static Obligation masking(String table, String column, Mask mask) {
        return new Obligation.MaskColumn("public." + table + "." + column, mask, "rule/" + column);
    }

    private List<Object> row(Map<String, String> how, String table) throws SQLException {
        var sql = "SELECT " + String.join(", ", COLUMNS) + " FROM " + table;
        try (var connection = edge.connect(how);
                var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return values(rows);
        }
    }

    /** Each read as what its type says it is: what is no such value could not be read. */
    private static List<Object> values(ResultSet row) throws SQLException {
        var values = new ArrayList<Object>();
        values.add(row.getString(1));
        values.add(row.getString(2));
        values.add(row.getInt(3));
        values.add(row.getLong(4));
        values.add(row.getBigDecimal(5));
        values.add(row.getObject(6, LocalDate.class));
        values.add(row.getObject(7, OffsetDateTime.class).toInstant());
        values.add(row.getObject(8, UUID.class));
        values.add(HexFormat.of().formatHex(row.getBytes(9)));
        return values;
    }
}
