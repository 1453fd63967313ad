package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.CancelKeys;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.client.Farewell;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/** The end of a session: it has one reason, the first, and comes once. */
final class Ending {
    private final SessionParts parts;
    private final ClientLeg client;
    private final Upstream upstream;
    private final CommandDesk desk;
    private final CancelKeys.Key key;
    private final Promise<Void> closed = Promise.promise();
    private boolean begun;
    private boolean over;
    private SessionEnd why = SessionEnd.CLIENT_CLOSED;
    private @Nullable SessionEnd explained;
    private String because = "";

    Ending(
            SessionParts parts,
            ClientLeg client,
            Upstream upstream,
            CommandDesk desk,
            CancelKeys.Key key) {
        this.parts = parts;
        this.client = client;
        this.upstream = upstream;
        this.desk = desk;
        this.key = key;
    }

    /** Whether the session serves nothing new any more. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether both its halves are closed. */
    boolean isOver() {
        return over;
    }

    /** Completes when the log has it. */
    Future<Void> closed() {
        return closed.future();
    }

    /** If it ends for this reason, its client is told more about it. */
    void explain(SessionEnd end, String more) {
        explained = end;
        because = more;
    }

    /**
     * The session ends for this reason.
     *
     * @return whether it was not ending already
     */
    boolean begin(SessionEnd reason) {
        if (begun) {
            return false;
        }
        begun = true;
        why = reason;
        return true;
    }

    /** Closes both halves and records why. */
    void finish() {
        if (over) {
            return;
        }
        over = true;
        upstream.answers().closePortals();
        upstream.close();
        desk.names().close();
        parts.cancelKeys().forget(key);
        parts.ports().live().remove(parts.attributes().id());
        Farewell.of(why, why == explained ? because : "").ifPresent(client::write);
        client.close();
        recorded().onComplete(_ -> closed.tryComplete());
    }

    private Future<Void> recorded() {
        var event = new SessionClosed(parts.attributes().id(), why, desk.commands());
        return parts.home().bring(parts.ports().recorder().closed(event));
    }
}
