package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Objects;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cancel requests of somebody who does not have the key, and of somebody who has. */
@Tag("PG-14")
class CancelIT {
    private final Edge edge = Edge.fresh();

    @Test
    void guesses_cancel_nothing_and_get_no_answer() throws Exception {
        var random = new SplittableRandom(14);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT pg_sleep(1), 'uncancelled'"));
            for (int guess = 0; guess < 200; guess++) {
                guess(random);
            }
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
    }

    @Test
    void guesses_keep_nobody_behind_the_same_address_from_cancelling() throws Exception {
        var random = new SplittableRandom(15);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("SELECT pg_sleep(60)"));
            Awaitility.await().until(() -> !edge.recorder.of(CommandDecided.class).isEmpty());
            for (int guess = 0; guess < 30; guess++) {
                guess(random);
            }
            client.cancel(edge);
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");
        }
    }

    private void guess(SplittableRandom random) throws IOException {
        try (var stranger = RawClient.plain(edge)) {
            stranger.write(
                    Buffer.buffer()
                            .appendInt(16)
                            .appendInt(80877102)
                            .appendInt(random.nextInt())
                            .appendInt(random.nextInt()));
            assertThat(stranger.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void a_held_command_that_is_cancelled_never_runs_whatever_is_approved_later() throws Exception {
        var log = edge.log();
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE orders SET status = 'cancelled'"));
            Awaitility.await().until(() -> !edge.recorder.of(CommandDecided.class).isEmpty());
            var hold = edge.recorder.of(CommandDecided.class).getFirst().hold();
            client.cancel(edge);
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");
            edge.release(Objects.requireNonNull(hold));
            client.send(query("SELECT 'next'"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
        assertThat(log.shows("UPDATE orders SET status = 'cancelled'")).isFalse();
        assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.CLIENT_CANCELLED);
    }
}
