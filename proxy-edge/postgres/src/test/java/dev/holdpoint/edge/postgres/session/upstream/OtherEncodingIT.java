package dev.holdpoint.edge.postgres.session.upstream;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
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

/** Texts a target sends in the encoding of its database, because the client asked for that. */
class OtherEncodingIT {
    private static final String DATABASE = "latin";
    private static final String TWICE = "INSERT INTO persons VALUES (E'Jos\\xe9', 'b@example.com')";

    private final Edge edge = Edge.fresh();

    @BeforeAll
    static void create() {
        var target = Edge.fresh().target;
        target.execute(
                ("CREATE DATABASE %s ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"
                                + " TEMPLATE template0")
                        .formatted(DATABASE));
        target.execute(
                DATABASE,
                """
                CREATE TABLE persons("prénom" text UNIQUE, email text);
                INSERT INTO persons VALUES ('José', 'jose@example.com');
                GRANT SELECT, INSERT ON persons TO app;
                """);
    }

    @AfterAll
    static void drop() {
        Edge.fresh().target.execute("DROP DATABASE " + DATABASE + " WITH (FORCE)");
    }

    @BeforeEach
    void detect() {
        edge.policy.obligations(
                List.of(
                        new Obligation.DetectValues(
                                List.of(Detector.EMAIL), new Mask.Redact(), "payments/looks")));
    }

    @Test
    void an_error_is_told_as_it_came_and_recorded_as_one() throws Exception {
        try (var client = client()) {
            var answer = client.run(TWICE);
            assertThat(sqlState(answer)).isEqualTo("23505");
            assertThat(text(answer, ISO_8859_1)).contains("Key (\"prénom\")=(José)");
            assertThat(kinds(client.run("SELECT 1"))).isEqualTo("TDCZ");
        }
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactly(Outcome.ERROR, Outcome.OK);
    }

    @Test
    void what_is_detected_beside_other_bytes_is_masked_and_they_are_replaced() throws Exception {
        try (var client = client()) {
            var answer = client.run("SELECT E'Jos\\xe9 ada@example.com'::int");
            assertThat(sqlState(answer)).isEqualTo("22P02");
            assertThat(text(answer, UTF_8)).contains("Jos\uFFFD").doesNotContain("ada@");
        }
    }

    @Test
    void a_notification_passes_without_what_is_detected_in_it() throws Exception {
        try (var client = client()) {
            client.run("LISTEN news");
            var answer = client.run("NOTIFY news, E'Jos\\xe9 ada@example.com'");
            assertThat(kinds(answer)).isEqualTo("CAZ");
            assertThat(text(answer, UTF_8)).contains("Jos\uFFFD").doesNotContain("ada@");
        }
    }

    @Test
    void columns_are_shown_and_masked_whatever_they_are_called() throws Exception {
        try (var client = client()) {
            var answer = client.run("SELECT * FROM persons");
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(text(answer, ISO_8859_1)).contains("prénom").doesNotContain("jose@");
        }
    }

    private RawClient client() throws Exception {
        return RawClient.loggedIn(
                edge, edge.door.databaseNamed(DATABASE), "client_encoding", "SQL_ASCII");
    }

    private static String text(List<PgFrame> frames, Charset charset) {
        var all = new StringBuilder();
        frames.forEach(frame -> all.append(new String(frame.bytes().getBytes(), charset)));
        return all.toString();
    }
}
