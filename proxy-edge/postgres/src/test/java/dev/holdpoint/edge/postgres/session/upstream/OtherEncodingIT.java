package dev.holdpoint.edge.postgres.session.upstream;

import static dev.holdpoint.edge.postgres.harness.RawClient.firstValue;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases whose texts are no UTF-8, and what a client of the edge sees of them. */
class OtherEncodingIT {
    private static final String LATIN = "latin";
    private static final String RAW = "raw";
    private static final String TWICE = "INSERT INTO persons SELECT name FROM persons";

    private final Edge edge = Edge.fresh();

    @BeforeAll
    static void create() {
        create(LATIN, "LATIN1");
        create(RAW, "SQL_ASCII");
    }

    private static void create(String database, String encoding) {
        var target = Edge.fresh().target;
        target.execute(
                "CREATE DATABASE %s ENCODING '%s' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
                        .formatted(database, encoding));
        target.execute(
                database,
                """
                CREATE TABLE persons(name text UNIQUE, email text);
                INSERT INTO persons VALUES (E'Jos\\xe9', 'jose@example.com');
                GRANT SELECT, INSERT ON persons TO app;
                """);
    }

    @AfterAll
    static void drop() {
        for (var database : List.of(LATIN, RAW)) {
            Edge.fresh().target.execute("DROP DATABASE " + database + " WITH (FORCE)");
        }
    }

    @BeforeEach
    void detect() {
        edge.policy.obligations(
                List.of(
                        new Obligation.DetectValues(
                                List.of(Detector.EMAIL), new Mask.Redact(), "payments/looks")));
    }

    @Test
    void a_latin1_database_is_spoken_to_in_utf8() throws Exception {
        try (var client = client(LATIN, "UTF8")) {
            var answer = client.run("SELECT name, email FROM persons WHERE name = 'José'");
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(firstValue(answer.get(1))).isEqualTo("José");
            assertThat(text(answer, UTF_8)).doesNotContain("jose@");

            assertThat(sqlState(client.run("SELECT 'Łódź'"))).isEqualTo("22P05");
            assertThat(kinds(client.run("SELECT 1"))).isEqualTo("TDCZ");
        }
        assertThat(outcomes()).containsExactly(Outcome.OK, Outcome.ERROR, Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {LATIN, RAW})
    void another_client_encoding_is_refused_by_name(String database) throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            client.startup(
                    "user",
                    "oidc",
                    "database",
                    edge.door.databaseNamed(database),
                    "client_encoding",
                    "LATIN1");
            var said = client.untilClosed();
            assertThat(sqlState(said)).isEqualTo("08P01");
            assertThat(text(said, UTF_8))
                    .contains("client_encoding must be UTF8 or SQL_ASCII through Holdpoint")
                    .contains("LATIN1");
        }
        try (var client = client(database, "UTF8")) {
            for (var change : List.of("SET client_encoding = 'LATIN1'", "SET NAMES 'LATIN1'")) {
                assertThat(sqlState(client.run(change))).as(change).isEqualTo("42501");
            }
            var answer = client.run("SHOW client_encoding");
            assertThat(firstValue(answer.get(1))).isEqualTo("UTF8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LATIN, RAW})
    void an_error_is_told_as_it_came_and_recorded_as_one(String database) throws Exception {
        try (var client = client(database, "SQL_ASCII")) {
            var answer = client.run(TWICE);
            assertThat(sqlState(answer)).isEqualTo("23505");
            assertThat(text(answer, ISO_8859_1)).contains("Key (name)=(José)");
            assertThat(kinds(client.run("SELECT 1"))).isEqualTo("TDCZ");
        }
        assertThat(outcomes()).containsExactly(Outcome.ERROR, Outcome.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {LATIN, RAW})
    void rows_pass_as_they_are_and_masked(String database) throws Exception {
        try (var client = client(database, "SQL_ASCII")) {
            var answer = client.run("SELECT * FROM persons");
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(text(answer, ISO_8859_1)).contains("José").doesNotContain("jose@");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LATIN, RAW})
    void what_is_detected_beside_other_bytes_is_masked_and_they_are_replaced(String database)
            throws Exception {
        try (var client = client(database, "SQL_ASCII")) {
            var answer = client.run("SELECT (name || ' ada@example.com')::int FROM persons");
            assertThat(sqlState(answer)).isEqualTo("22P02");
            assertThat(text(answer, UTF_8)).contains("Jos\uFFFD").doesNotContain("ada@");
            client.run("LISTEN news");
            answer =
                    client.run("SELECT pg_notify('news', name || ' ada@example.com') FROM persons");
            assertThat(kinds(answer)).contains("A").endsWith("Z");
            assertThat(text(answer, UTF_8)).contains("Jos\uFFFD").doesNotContain("ada@");
        }
    }

    /** What PostgreSQL itself says of bytes that a client has not asked for. */
    @Test
    void bytes_of_no_encoding_are_the_targets_error_for_who_wants_utf8() throws Exception {
        try (var client = client(RAW, "UTF8")) {
            var answer = client.run("SELECT name FROM persons");
            assertThat(kinds(answer)).isEqualTo("TEZ");
            assertThat(sqlState(answer)).isEqualTo("22021");
            assertThat(kinds(client.run("SELECT 1"))).isEqualTo("TDCZ");
        }
        assertThat(outcomes()).containsExactly(Outcome.ERROR, Outcome.OK);
    }

    /** Nobody could say what it means. */
    @Test
    void a_statement_that_is_no_utf8_is_refused() throws Exception {
        var statement = "SELECT 'José'".getBytes(ISO_8859_1);
        try (var client = client(RAW, "SQL_ASCII")) {
            client.send(PgWriter.frame('Q').putBytes(statement).putByte(0).done());
            assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
        }
        assertThat(outcomes()).isEmpty();
    }

    private List<Outcome> outcomes() {
        return edge.recorder.of(CommandCompleted.class).stream()
                .map(CommandCompleted::outcome)
                .toList();
    }

    private RawClient client(String database, String encoding) throws Exception {
        return RawClient.loggedIn(
                edge, edge.door.databaseNamed(database), "client_encoding", encoding);
    }

    private static String text(List<PgFrame> frames, Charset charset) {
        var all = new StringBuilder();
        frames.forEach(frame -> all.append(new String(frame.bytes().getBytes(), charset)));
        return all.toString();
    }
}
