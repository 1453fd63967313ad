package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.Obligation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves by COPY, read back by PostgreSQL itself, is what a SELECT shows. */
class CopyMasksIT {
    private static final String SECRET = "4929123412341234";
    private static final String SELECT =
            "SELECT id, secret, number, note, moment FROM %s ORDER BY id";

    private static final String ALL = "SELECT * FROM %s ORDER BY id";

    /** How many tokens are equal, by what the table itself says, and how many different. */
    private static final String BETWEEN =
            "SELECT count(*) FILTER (WHERE note = whole), count(*) FILTER (WHERE number = large),"
                    + " count(*) FILTER (WHERE secret = named),"
                    + " count(*) FILTER (WHERE starts_with(whole, secret)), count(DISTINCT secret)"
                    + " FROM come_back";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void make() {
        edge.policy.obligations(
                List.of(
                        mask("secret", new Mask.KeepLast(4)),
                        mask("number", new Mask.Token()),
                        mask("note", new Mask.FormatPreserving()),
                        mask("moment", new Mask.Redact())));
        edge.change(
                "CREATE TABLE leaving(id int, secret text, number bigint, note text,"
                        + " moment timestamptz);"
                        + "INSERT INTO leaving VALUES (1, '4929123412341234', 4711, 'plain', now()),"
                        + " (2, 'a\"b,c;d|e''f', 1, E'tab\\t new\\nline \\\\ back \\b\\f\\r\\v', now()),"
                        + " (3, NULL, NULL, NULL, NULL),"
                        + " (4, 'four', 0, '\\N', '-infinity'),"
                        + " (5, E'\\\\.', -5, 'zażółć ''gęślą'' 🙂', now()),"
                        + " (6, '\"', 9223372036854775807, '\"\"', now()),"
                        + " (7, E'ends with \\\\', 7, E'\\n', now());"
                        + "CREATE TABLE come_back(LIKE leaving);"
                        + "GRANT SELECT ON leaving TO app; GRANT ALL ON come_back TO PUBLIC");
    }

    @AfterEach
    void drop() {
        edge.change("DROP TABLE IF EXISTS leaving, come_back; DROP DOMAIN IF EXISTS word16");
    }

    private static Obligation mask(String column, Mask mask) {
        return new Obligation.MaskColumn("public.leaving." + column, mask, "payments/" + column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(FORMAT text, DELIMITER '|', NULL '')",
                "(FORMAT csv)",
                "(FORMAT csv, HEADER)",
                "(FORMAT csv, HEADER false, DELIMITER ';', NULL 'none')",
                "(FORMAT csv, QUOTE '''', ESCAPE '\\')",
                "(FORMAT csv, QUOTE '|', FORCE_QUOTE *)",
                "CSV HEADER QUOTE AS '~' FORCE QUOTE secret",
                "WITH DELIMITER AS ',' NULL AS '\\N'",
                "(FORMAT text, HEADER)",
                "(FORMAT binary)",
                "WITH BINARY",
                "(ENCODING 'UTF8')"
            })
    void what_was_copied_and_taken_in_again_is_what_is_selected(String options) throws Exception {
        var copied = copied("COPY leaving TO STDOUT " + options);
        takeIn(copied, options.replace(", FORCE_QUOTE *", "").replace(" FORCE QUOTE secret", ""));

        var shown = selected(SELECT);
        assertThat(edge.rowsBeside(SELECT.formatted("come_back"))).isEqualTo(shown);
        assertThat(shown.getFirst().get(1)).isEqualTo("************1234");
        assertThat(bytes(copied)).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(FORMAT csv)", "(FORMAT csv, FORCE_QUOTE *)", "(FORMAT binary)"})
    void nothing_is_looked_for_in_what_stands_for_a_value(String options) throws Exception {
        edge.policy.obligations(
                List.of(
                        mask("secret", new Mask.Token()),
                        mask("note", new Mask.Token()),
                        new Obligation.DetectValues(
                                List.of(Detector.SECRET), new Mask.Redact(), "p/looks")));
        edge.change("UPDATE leaving SET secret = id || 'ą', note = secret || id");

        takeIn(copied("COPY leaving TO STDOUT " + options), options.replace(", FORCE_QUOTE *", ""));

        assertThat(edge.rowsBeside(SELECT.formatted("come_back"))).isEqualTo(selected(SELECT));
    }

    private void takeIn(List<PgFrame> copied, String options) throws Exception {
        try (var direct = RawClient.bare(edge, "copy")) {
            direct.send(query("COPY come_back FROM STDIN " + options));
            assertThat(direct.receive().kind()).isEqualTo('G');
            for (var frame : copied) {
                if (frame.kind() == 'd') {
                    direct.send(frame);
                }
            }
            direct.send(PgWriter.frame('c').done());
            assertThat(kinds(direct.untilReady())).isEqualTo("CZ");
        }
    }

    private List<PgFrame> copied(String copy) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(copy));
            return client.untilReady();
        }
    }

    private List<List<@Nullable String>> selected(String select) throws SQLException {
        try (var connection = edge.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(select.formatted("leaving"))) {
            var all = new ArrayList<List<@Nullable String>>();
            while (rows.next()) {
                var row = new ArrayList<@Nullable String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "csv", "binary"})
    void tokens_are_as_long_as_their_columns_and_equal_wherever_values_are(String format)
            throws Exception {
        edge.change(
                "CREATE DOMAIN word16 AS varchar(16);"
                        + "DROP TABLE leaving, come_back;"
                        + "CREATE TABLE leaving(id int, secret varchar(16), number smallint,"
                        + " note char(30), moment char(2), whole text, large numeric, named word16);"
                        + "INSERT INTO leaving VALUES (1, 'Ada', 42, 'Ada', 'CH', 'Ada', 42.0, 'Ada'),"
                        + " (2, 'Bob', 43, 'Bob', 'FR', 'Bob', 43, 'Bob');"
                        + "CREATE TABLE come_back(LIKE leaving);"
                        + "GRANT SELECT ON leaving TO app; GRANT ALL ON come_back TO PUBLIC");
        edge.policy.obligations(
                Stream.of("secret", "number", "note", "moment", "whole", "large", "named")
                        .map(column -> mask(column, new Mask.Token()))
                        .toList());
        takeIn(copied("COPY leaving TO STDOUT (FORMAT " + format + ")"), "(FORMAT " + format + ")");

        var back = edge.rowsBeside(ALL.formatted("come_back"));
        assertThat(back).isEqualTo(selected(ALL)).hasSize(2);
        assertThat(edge.rowsBeside(BETWEEN)).containsExactly(List.of("2", "2", "2", "2", "2"));
        assertThat(back).extracting(row -> row.get(4)).containsOnlyNulls();
    }

    @Test
    void what_is_made_from_masked_values_is_missing_and_what_was_masked_is_on_record()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    query(
                            "COPY (SELECT upper(secret), id, secret AS other FROM leaving"
                                    + " WHERE id = 1) TO STDOUT"));
            assertThat(bytes(client.untilReady())).contains("\\N\t1\t************1234\n");
        }
        assertThat(edge.recorder.of(CommandCompleted.class).getLast().masks())
                .extracting(MaskUse::rule)
                .contains("payments/secret");
    }

    @Test
    void a_value_that_is_guessed_as_the_marker_of_null_looks_like_any_other() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    query(
                            "COPY (SELECT secret FROM leaving WHERE id < 4 ORDER BY id)"
                                    + " TO STDOUT (NULL '"
                                    + SECRET
                                    + "')"));
            var copied = client.untilReady();
            assertThat(kinds(copied)).isEqualTo("HdddcCZ");
            assertThat(bytes(copied)).contains("************1234").doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY leaving TO STDOUT (ENCODING 'LATIN1')",
                "COPY (SELECT person FROM leaving AS person) TO STDOUT (ENCODING 'SQL_ASCII')"
            })
    void what_is_written_in_another_way_does_not_leave(String copy) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(copy));
            var refused = client.untilReady();
            assertThat(sqlState(refused)).isEqualTo("42501");
            assertThat(bytes(refused)).contains("would leave by COPY");
        }
    }

    private static String bytes(List<PgFrame> frames) {
        var all = new StringBuilder();
        frames.forEach(frame -> all.append(frame.bytes()));
        return all.toString();
    }
}
