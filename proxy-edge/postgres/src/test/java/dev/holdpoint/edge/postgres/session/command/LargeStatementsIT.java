package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.firstValue;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statements far larger than what is parsed and recorded of them. */
class LargeStatementsIT {
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int ROWS = 330_000;

    private final Edge edge = Edge.fresh();

    private static String literal(int bytes) {
        return "SELECT '" + "x".repeat(bytes - 9) + "'";
    }

    private static String insert() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "(%d, 'it''s row number \\%d', NULL)".formatted(i, i))
                .collect(Collectors.joining(",", "INSERT INTO large_rows VALUES ", ""));
    }

    private static void run(RawClient client, String sql) throws Exception {
        client.send(query(sql));
        assertThat(kinds(client.untilReady())).doesNotContain("E");
    }

    @Test
    void a_statement_of_sixteen_mebibytes_runs_and_is_recorded_by_its_digest() throws Exception {
        var text = literal(LARGEST);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(text));
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(firstValue(answer.get(1))).isEqualTo("x".repeat(LARGEST - 9));
        }
        var digest = MessageDigest.getInstance("SHA-256");
        var sha = HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(edge.recorder.of(CommandDecided.class).getFirst().text())
                .startsWith("SELECT 'xxxx")
                .hasSizeLessThan(4_300)
                .endsWith("… (%d bytes in all, sha256:%s)".formatted(LARGEST, sha));
    }

    @Test
    void one_byte_in_the_middle_of_a_large_statement_makes_another_command() throws Exception {
        var text = literal(1_000_000);
        try (var client = RawClient.loggedIn(edge)) {
            run(client, text);
            run(client, text);
            run(client, text.substring(0, 500_000) + 'y' + text.substring(500_001));
        }
        var digests = edge.recorder.digests();
        assertThat(digests.get(1)).isEqualTo(digests.getFirst());
        assertThat(digests.get(2)).isNotEqualTo(digests.getFirst());
    }

    @Test
    void one_byte_more_than_sixteen_mebibytes_is_refused_and_the_session_goes_on()
            throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(literal(LARGEST + 1)));
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
            run(client, "SELECT 1");
        }
        assertThat(edge.recorder.of(CommandRefused.class)).hasSize(1);
    }

    @Test
    void an_insert_of_many_rows_runs_both_ways() throws Exception {
        edge.policy.allowAll(true);
        var text = insert();
        assertThat(text).hasSizeGreaterThan(12 * 1024 * 1024);
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "DROP TABLE IF EXISTS large_rows");
            run(client, "CREATE TABLE large_rows (id int, a text, b text)");
            run(client, text);
            client.send(parse("", text), bind("", ""), execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12CZ");
            client.send(query("SELECT count(*) FROM large_rows"));
            assertThat(firstValue(client.untilReady().get(1)))
                    .isEqualTo(Integer.toString(2 * ROWS));
            run(client, "DROP TABLE large_rows");
        }
        assertThat(edge.recorder.of(CommandDecided.class))
                .filteredOn(decided -> decided.facts().kinds().equals(List.of("INSERT")))
                .hasSize(2)
                .allSatisfy(
                        decided ->
                                assertThat(decided.facts().writes())
                                        .containsExactly("public.large_rows"));
    }

    @Test
    void what_nobody_can_be_shown_whole_is_not_held() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            var text = "UPDATE orders SET status = '" + "x".repeat(300_000) + "' WHERE id = 1";
            client.send(query(text));
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
            client.send(parse("", text), bind("", ""), execute("", 0), sync());
            assertThat(sqlState(client.untilReady())).isEqualTo("54000");
        }
        assertThat(edge.recorder.of(CommandRefused.class))
                .hasSize(2)
                .allSatisfy(refused -> assertThat(refused.code()).isEqualTo(RefusalCode.TOO_LARGE));
        assertThat(edge.recorder.of(CommandDecided.class))
                .allSatisfy(decided -> assertThat(decided.hold()).isNull());
    }

    @Test
    void others_go_on_while_large_statements_are_parsed() throws Exception {
        var text = "SELECT 1 WHERE 1 IN (" + "1234567,".repeat(2_000_000) + "1)";
        try (var large = RawClient.loggedIn(edge);
                var other = RawClient.loggedIn(edge)) {
            large.send(query(text));
            for (int i = 0; i < 20; i++) {
                run(other, "SELECT " + i + " AS other");
            }
            assertThat(kinds(large.untilReady())).isEqualTo("TDCZ");
        }
    }
}
