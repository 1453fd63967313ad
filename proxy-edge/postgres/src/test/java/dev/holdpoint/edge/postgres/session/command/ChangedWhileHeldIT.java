package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the target's objects are may change while people look at a command. */
class ChangedWhileHeldIT {
    private static final String NUMBER = "5500000000000004";
    private static final String UPDATE =
            "UPDATE orders SET amount = amount FROM shown"
                    + " WHERE orders.id = 1 AND shown.id = 2 RETURNING shown.what";

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void a_view_of_names() {
        edge.policy.writes(Writes.HELD, 900);
        edge.change(
                "CREATE VIEW shown AS SELECT id, name AS what FROM customers;"
                        + "GRANT SELECT ON shown TO app");
    }

    @AfterEach
    void without_it() {
        edge.change("DROP VIEW shown");
    }

    @Test
    void a_query_approved_by_what_a_view_showed_does_not_read_what_it_shows_now() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE));
            assertThat(client.untilHeld()).isEmpty();
            showCards();
            edge.releaseLast();

            assertRefused(client.untilReady());
        }
    }

    @Test
    void what_else_changed_at_the_target_does_not_void_an_approval() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query(UPDATE));
            assertThat(client.untilHeld()).isEmpty();
            edge.change("CREATE TABLE beside(id int)");
            edge.releaseLast();

            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        } finally {
            edge.change("DROP TABLE beside");
        }
    }

    private void showCards() {
        edge.change(
                "CREATE OR REPLACE VIEW shown AS SELECT id, card_number AS what FROM customers");
    }

    private void assertRefused(List<PgFrame> frames) {
        assertThat(frames.toString() + texts(frames)).doesNotContain(NUMBER);
        assertThat(sqlState(frames)).isEqualTo("42501");
        assertThat(edge.recorder.refusals()).containsExactly(RefusalCode.CLAIM_REFUSED);
    }

    private static String texts(List<PgFrame> frames) {
        var all = new StringBuilder();
        frames.forEach(frame -> all.append(frame.bytes()));
        return all.toString();
    }
}
