package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import java.util.List;
import java.util.Objects;

/** Updates that are held for tickets, and the tickets. */
record HeldUpdates(Edge edge) {
    static final HoldTerms AT_ONCE = EffectPolicy.ticket(0, new InTransaction.Deny());

    static List<PgFrame> update(RawClient client, String id) throws Exception {
        client.send(
                parse("", "UPDATE orders SET amount = amount WHERE id = $1::int"),
                bind("", "", id),
                execute("", 0),
                sync());
        return client.untilReady();
    }

    void release(CommandDecided held) {
        edge.claims.release(held.digest(), Objects.requireNonNull(held.hold()), AT_ONCE);
    }

    CommandDecided held() {
        return decided().getLast();
    }

    List<CommandDecided> decided() {
        return edge.recorder.of(CommandDecided.class).stream()
                .filter(decided -> decided.text().startsWith("UPDATE"))
                .toList();
    }

    static String text(List<PgFrame> frames) {
        return PgBody.utf8(frames.getFirst().body().readRest());
    }
}
