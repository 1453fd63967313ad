package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Continuation.Stopped;
import dev.holdpoint.edge.postgres.CancelKeys;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.upstream.NameBook;
import dev.holdpoint.edge.postgres.session.upstream.TargetLost;
import dev.holdpoint.edge.postgres.session.upstream.Turn;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.SessionEnd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's session on a target: one message at a time, the rest waits unread.
 *
 * <pre>
 *   idle --message--> busy --answered--> idle
 *   idle | busy --client gone, target gone, expiry, kill, hole in the log--> ending --> closed
 * </pre>
 */
public final class PgSession implements LiveSessions.Live {
    private static final Duration LAST_MOMENT = Duration.ofSeconds(10);

    /** Messages that no session for replication may send (section 55.4). */
    private static final String EXTENDED = "PBDECF";

    private final Vertx vertx;
    private final EdgePorts ports;
    private final SessionAttributes attributes;
    private final ClientLeg client;
    private final Upstream upstream;
    private final CommandDesk desk;
    private final Segment segment;
    private final Locks locks;
    private final SimpleQuery simple;
    private final FunctionCalls calls;
    private final ExtendedQuery extended;
    private final CopyIn copyIn;
    private final Interruption interruption;
    private final Turn turn;
    private final CancelKeys.Key key;
    private final Ending ending;
    private final HomeContext home;
    private boolean busy;

    public PgSession(SessionParts parts) {
        this.vertx = parts.vertx();
        this.home = parts.home();
        this.ports = parts.ports();
        this.attributes = parts.attributes();
        this.client = new ClientLeg(vertx, parts.client(), ports.memory());
        var trail = parts.trail();
        var by = parts.admitted();
        this.desk = new CommandDesk(ports, home, attributes, by, client, trail, parts.catalog());
        desk.ends().outcomes().onLost(this::logLost);
        var book = new NameBook(desk.names());
        this.segment = new Segment(new KeptBind(desk.names()));
        this.upstream =
                new Upstream(
                        parts.target(),
                        trail::saw,
                        client,
                        desk,
                        book,
                        segment::skip,
                        this::targetGone);
        this.copyIn = new CopyIn(upstream, ports.copyInBytes());
        this.turn = new Turn(home, this::flush);
        this.locks = new Locks(upstream, book, segment);
        desk.onHeld(locks::letGo);
        var streams = new StreamWatch(vertx, home, desk, this::streamsNoMore);
        this.simple = new SimpleQuery(desk, upstream, client, streams);
        this.calls = new FunctionCalls(desk, upstream, simple);
        this.extended = new ExtendedQuery(desk, upstream, client, book, segment, locks, turn);
        this.interruption = new Interruption(parts.targets(), by, upstream, desk.forwarding());
        upstream.onStop(() -> home.bring(interruption.stop()));
        client.onTouch(turn::touched);
        upstream.inTurns(turn);
        upstream.within(vertx, ports.rows(), home::run);
        upstream.onCopyDataWanted(() -> turn.run(this::arrived));
        this.key =
                parts.cancelKeys()
                        .issue(parts.cancelSecretBytes(), () -> home.run(interruption::onRequest));
        this.ending = new Ending(parts, client, upstream, desk, key);
    }

    /**
     * Tells the client that it is in, and starts serving it.
     *
     * @param alreadyGone whether it went away while its session was prepared
     */
    public void start(BooleanSupplier alreadyGone) {
        ports.live().add(this);
        turn.run(this::welcome);
        client.start(
                () -> turn.run(this::arrived),
                why -> turn.run(() -> unreadable(why)),
                this::clientGone);
        Runnable later = () -> home.run(() -> turn.run(this::drained));
        client.onDrain(later);
        upstream.connection().onDrain(later);
        desk.ends().recording().onCaughtUp(later);
        expireAt();
        if (alreadyGone.getAsBoolean()) {
            clientGone();
        }
    }

    /** One of the two reads again: what waited for it goes on, outside the write that told so. */
    private void drained() {
        if (ending.isOver()) {
            return;
        }
        if (!client.writeQueueFull() && !desk.ends().recording().isBehind()) {
            upstream.connection().resume();
        }
        if (!choked()) {
            client.resume();
            arrived();
        }
    }

    private void welcome() {
        client.write(BackendFrames.authenticationOk());
        upstream.connection().parameters().forEach(client::write);
        client.write(BackendFrames.backendKeyData(key.process(), key.secret()));
        client.write(BackendFrames.readyForQuery('I'));
    }

    /** While a command is decided, what was sent before it waits: both leave together. */
    private void flush() {
        if (!desk.forwarding().isWaiting()) {
            upstream.flush();
        }
        client.flush();
    }

    private void expireAt() {
        var expiresAt = attributes.expiresAt();
        if (expiresAt != null) {
            long left = Math.max(1, expiresAt.toEpochMilli() - System.currentTimeMillis());
            long timer = vertx.setTimer(left, _ -> endUnasked(SessionEnd.CREDENTIAL_EXPIRED));
            ending.closed().onComplete(_ -> vertx.cancelTimer(timer));
        }
    }

    @Override
    public SessionAttributes attributes() {
        return attributes;
    }

    /** While COPY runs in, its data passes although a command is under way. */
    private void arrived() {
        if (desk.forwarding().isHeld() && !ending.hasBegun() && client.saysGoodbye()) {
            clientGone();
            return;
        }
        while (!ending.hasBegun()
                && !desk.forwarding().hasLeft()
                && client.hasFrame()
                && (!busy || upstream.answers().wantsCopyData())
                && !choked()) {
            serve(client.next());
        }
    }

    /** Who does not read what it is sent is not listened to until it does. */
    private boolean choked() {
        boolean slow = client.writeQueueFull() || upstream.connection().writeQueueFull();
        if (slow) {
            client.pause();
        }
        return slow;
    }

    private void serve(PgFrame frame) {
        if (busy) {
            copyIn(frame);
            return;
        }
        try {
            var handled = handle(frame);
            if (handled.succeeded()) {
                client.served();
            } else {
                busy = true;
                handled.onComplete(served -> turn.run(() -> served(served.cause())));
            }
        } catch (RuntimeException e) {
            served(e);
        }
    }

    private void served(@Nullable Throwable failure) {
        busy = false;
        client.served();
        if (failure != null) {
            failed(failure);
        } else if (ending.hasBegun()) {
            finishWhenAnswered();
        } else {
            arrived();
        }
    }

    private Future<Void> handle(PgFrame frame) {
        if (attributes.replication().isAsked() && EXTENDED.indexOf(frame.kind()) >= 0) {
            throw new MalformedFrame("only the simple query protocol is for replication");
        }
        return switch (frame.kind()) {
            case 'Q', 'F' -> upstream.quiet().compose(_ -> alone(frame));
            case 'X' -> upstream.quiet().onSuccess(_ -> endHere(SessionEnd.CLIENT_CLOSED));
            case 'd', 'c', 'f' -> Future.succeededFuture();
            default -> extended.handle(frame);
        };
    }

    private Future<Void> alone(PgFrame frame) {
        if (segment.isSkipping()) {
            return Future.succeededFuture();
        }
        boolean inTransaction = locks.stayWithout();
        var handled =
                frame.kind() == 'Q'
                        ? simple.query(frame, inTransaction)
                        : calls.call(frame, inTransaction);
        return handled.onSuccess(_ -> segment.queried());
    }

    private void copyIn(PgFrame frame) {
        if (!copyIn.takes(frame)) {
            if (frame.kind() == 'X' && upstream.answers().areReplicated()) {
                endHere(SessionEnd.CLIENT_CLOSED);
            } else {
                unreadable(ClientLeg.violation("message '" + frame.kind() + "' during COPY"));
            }
        }
    }

    private void failed(Throwable failure) {
        switch (failure) {
            case SessionLost lost -> finish(lost.why());
            case MalformedFrame malformed ->
                    unreadable(ClientLeg.violation(String.valueOf(malformed.getMessage())));
            case TargetLost _ -> finish(SessionEnd.TARGET_CLOSED);
            default -> logLost();
        }
    }

    private void logLost() {
        if (!ending.isOver()) {
            client.write(
                    Report.of("FATAL", "58000", "Holdpoint could not record the outcome").error());
            finish(SessionEnd.LOG_UNAVAILABLE);
        }
    }

    /** At once: nothing behind what broke the protocol is served. */
    private void unreadable(Report why) {
        client.write(why.error());
        endHere(SessionEnd.PROTOCOL_ERROR);
    }

    private void targetGone(String why) {
        if (!ending.hasBegun()) {
            client.write(Report.of("FATAL", "08006", "Holdpoint lost the target: " + why).error());
            endUnasked(SessionEnd.TARGET_CLOSED);
        }
    }

    private void clientGone() {
        desk.forwarding().leave("the client went away");
        upstream.connection().resume();
        endUnasked(SessionEnd.CLIENT_CLOSED);
    }

    @Override
    public Future<Void> end(SessionEnd why) {
        home.run(() -> turn.run(() -> endHere(why)));
        return ending.closed();
    }

    private void streamsNoMore(Stopped why) {
        var end = StreamWatch.end(why.code());
        ending.explain(end, why.reason());
        endUnasked(end);
    }

    private void endUnasked(SessionEnd why) {
        end(why).onFailure(_ -> {});
    }

    /** What is under way gets a moment to end, so that outcomes are known; no more than that. */
    private void endHere(SessionEnd why) {
        if (!ending.begin(why)) {
            return;
        }
        desk.forwarding().leave("the session ended: " + why);
        if (upstream.answers().isRunning()) {
            interruption.atEnd();
        }
        finishWhenAnswered();
        if (!ending.isOver()) {
            long timer = vertx.setTimer(LAST_MOMENT.toMillis(), _ -> turn.run(ending::finish));
            ending.closed().onComplete(_ -> vertx.cancelTimer(timer));
        }
    }

    private void finishWhenAnswered() {
        if (busy) {
            return;
        }
        if (upstream.answers().isRunning()) {
            busy = true;
            upstream.quiet().onComplete(_ -> turn.run(() -> served(null)));
        } else {
            ending.finish();
        }
    }

    private void finish(SessionEnd why) {
        ending.begin(why);
        ending.finish();
    }
}
