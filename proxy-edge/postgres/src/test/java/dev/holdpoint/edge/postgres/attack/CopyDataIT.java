package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever approves a COPY approves data nobody has seen, and is told so. */
@Tag("PG-13")
class CopyDataIT {
    private final Edge edge = Edge.fresh();

    @AfterEach
    void takeAway() {
        edge.beside("DELETE FROM orders WHERE id = 700");
    }

    @Test
    void an_approver_is_told_that_the_data_is_not_reviewed() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("COPY orders FROM STDIN"));
            Awaitility.await().until(() -> !edge.recorder.of(CommandDecided.class).isEmpty());
            var held = edge.recorder.of(CommandDecided.class).getFirst();
            assertThat(held.text()).startsWith("COPY orders FROM STDIN\n-- data not reviewed: ");
            edge.release(Objects.requireNonNull(held.hold()));
            while (client.receive().kind() != 'G') {}
            var row = "700\t1\t5\twhatever\n".getBytes(StandardCharsets.UTF_8);
            client.send(PgWriter.frame('d').putBytes(row).done(), PgWriter.frame('c').done());
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; COPY orders FROM STDIN | true",
                "COPY orders (id) FROM STDIN WHERE id > 1 | true",
                "COPY (DELETE FROM orders WHERE id < 0 RETURNING id) TO STDOUT | false",
                "COPY orders TO STDOUT | false",
                "COPY orders FROM '/etc/passwd' | false",
            })
    void it_is_said_of_data_from_the_client_only(String sql, boolean said) throws Exception {
        edge.policy.denyAll(true);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(sql));
            assertThat(kinds(client.untilReady())).isEqualTo("EZ");
        }
        var text = edge.recorder.of(CommandDecided.class).getFirst().text();
        assertThat(text.contains("-- data not reviewed: ")).isEqualTo(said);
    }
}
