package dev.holdpoint.edge.postgres.session.upstream;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages beside rows: notifications, notices and COPY in every format. */
class MessagesIT {
    private final Edge edge = Edge.fresh();

    @BeforeEach
    void allowEverything() {
        edge.policy.allowAll(true);
    }

    @AfterEach
    void asBefore() {
        edge.policy.allowAll(false);
    }

    @Test
    void a_notification_reaches_an_idle_listener() throws Exception {
        try (var listener = RawClient.loggedIn(edge);
                var speaker = RawClient.loggedIn(edge)) {
            listener.send(query("LISTEN news"));
            assertThat(kinds(listener.untilReady())).isEqualTo("CZ");
            speaker.send(query("NOTIFY news, 'something happened'"));
            assertThat(kinds(speaker.untilReady())).isEqualTo("CZ");
            var told = listener.receive();
            assertThat(told.kind()).isEqualTo('A');
            assertThat(text(told)).contains("news").contains("something happened");
        }
    }

    @Test
    void a_notice_comes_before_the_end_of_its_command() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("DROP TABLE IF EXISTS never_was"));
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("NCZ");
            assertThat(text(answer.getFirst())).contains("never_was");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "csv", "binary"})
    void what_copy_gives_out_copy_takes_in(String format) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("CREATE TEMP TABLE copied (a int, b text)"));
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            var rows = "SELECT n, repeat('x', 5000) FROM generate_series(1, 200) n";
            client.send(query("COPY (" + rows + ") TO STDOUT (FORMAT " + format + ")"));
            var given = client.untilReady();
            assertThat(kinds(given)).matches("Hd+cCZ");
            client.send(query("COPY copied FROM STDIN (FORMAT " + format + ")"));
            assertThat(client.receive().kind()).isEqualTo('G');
            client.send(PgWriter.frame('d').putBytes(data(given)).done());
            client.send(PgWriter.frame('c').done());
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
            client.send(query("SELECT count(*) || ' ' || sum(length(b)) FROM copied"));
            assertThat(text(client.untilReady().get(1))).endsWith("200 1000000");
        }
    }

    private static byte[] data(List<PgFrame> frames) {
        var all = new ByteArrayOutputStream();
        frames.stream()
                .filter(frame -> frame.kind() == 'd')
                .forEach(frame -> all.writeBytes(frame.body().readRest()));
        return all.toByteArray();
    }
}
