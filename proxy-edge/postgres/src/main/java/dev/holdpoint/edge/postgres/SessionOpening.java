package dev.holdpoint.edge.postgres;

import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.login.ClientConnection.LoggedIn;
import dev.holdpoint.edge.postgres.login.ClientConnection.NotLoggedIn;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.postgres.login.TargetRefused;
import dev.holdpoint.edge.postgres.session.PgSession;
import dev.holdpoint.edge.postgres.session.SessionParts;
import dev.holdpoint.edge.postgres.session.client.PgRefusal;
import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Admission.Turned;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** From an authenticated client to a session: gate, target, record, and only then welcome. */
final class SessionOpening {
    private static final System.Logger LOG = System.getLogger(SessionOpening.class.getName());
    private static final String PROTOCOL = "postgres";

    private final Vertx vertx;
    private final PostgresSettings settings;
    private final EdgePorts ports;
    private final TargetLogin targets;
    private final CancelKeys cancelKeys;

    SessionOpening(
            Vertx vertx,
            PostgresSettings settings,
            EdgePorts ports,
            TargetLogin targets,
            CancelKeys cancelKeys) {
        this.vertx = vertx;
        this.settings = settings;
        this.ports = ports;
        this.targets = targets;
        this.cancelKeys = cancelKeys;
    }

    void open(NetSocket socket, LoggedIn client, HomeContext home) {
        var attributes = attributes(socket, client);
        var gone = new AtomicBoolean();
        socket.closeHandler(_ -> gone.set(true));
        var principal = attributes.principal().id();
        int most = settings.maxSessionsPerPrincipal();
        if (!ports.live().takePlace(principal, most)) {
            var turned = new Turned(RefusalCode.POLICY_DENIED, "too many open sessions: " + most);
            refuse(socket, client, attributes, turned).onFailure(_ -> socket.close());
            return;
        }
        home.bring(ports.gate().open(attributes))
                .compose(
                        admission ->
                                switch (admission) {
                                    case Admitted admitted ->
                                            enter(socket, client, attributes, admitted, home, gone);
                                    case Turned turned ->
                                            refuse(socket, client, attributes, turned);
                                })
                .onComplete(_ -> ports.live().givePlaceBack(principal))
                .onFailure(failure -> turn(socket, client, attributes, failure));
    }

    private SessionAttributes attributes(NetSocket socket, LoggedIn client) {
        return new SessionAttributes(
                new SessionId(ports.ids().next()),
                client.identity().principal(),
                new TargetName(client.parameters().database()),
                PROTOCOL,
                String.valueOf(socket.remoteAddress()),
                client.parameters().forwarded().get("application_name"),
                client.identity().expiresAt(),
                client.parameters().replication());
    }

    private Future<Void> enter(
            NetSocket socket,
            LoggedIn client,
            SessionAttributes attributes,
            Admitted admitted,
            HomeContext home,
            AtomicBoolean gone) {
        return targets.open(admitted, client.parameters().forwarded())
                .onFailure(failure -> notReached(attributes.target(), failure))
                .compose(
                        target ->
                                home.bring(prepared(attributes, admitted))
                                        .onFailure(_ -> target.close())
                                        .map(
                                                catalog ->
                                                        new SessionParts(
                                                                vertx,
                                                                home,
                                                                ports,
                                                                attributes,
                                                                admitted,
                                                                client.parameters().forwarded(),
                                                                targets,
                                                                cancelKeys,
                                                                client.cancelSecretBytes(),
                                                                socket,
                                                                target,
                                                                catalog)))
                .onSuccess(parts -> begin(parts, gone::get))
                .mapEmpty();
    }

    /** A session that cannot begin has begun for the log, and ends there, too. */
    private void begin(SessionParts parts, BooleanSupplier gone) {
        try {
            start(new PgSession(parts), gone);
        } catch (RuntimeException e) {
            notStarted(parts.attributes(), e);
            parts.target().close();
            parts.client().close().onFailure(_ -> {});
            ports.recorder()
                    .closed(new SessionClosed(parts.attributes().id(), SessionEnd.TARGET_CLOSED, 0))
                    .onFailure(_ -> {});
        }
    }

    private static void start(PgSession session, BooleanSupplier gone) {
        try {
            session.start(gone);
        } catch (RuntimeException e) {
            notStarted(session.attributes(), e);
            session.end(SessionEnd.TARGET_CLOSED).onFailure(_ -> {});
        }
    }

    private static void notStarted(SessionAttributes attributes, RuntimeException failure) {
        LOG.log(
                System.Logger.Level.WARNING,
                "session not started: session=" + attributes.id() + " cause=" + failure);
    }

    /** Only the kind of a failure and what this edge says of it itself: no more is known safe. */
    private static void notReached(TargetName target, Throwable failure) {
        var said = failure instanceof TargetRefused ? ": " + failure.getMessage() : "";
        LOG.log(
                System.Logger.Level.WARNING,
                "target does not let this edge in: target=%s cause=%s%s"
                        .formatted(target, failure.getClass().getSimpleName(), said));
    }

    /** Nothing is welcome before the log knows of it. */
    private Future<TargetCatalog> prepared(SessionAttributes attributes, Admitted admitted) {
        return ports.catalogs()
                .get(attributes.target(), admitted)
                .compose(
                        catalog ->
                                ports.recorder().opened(opened(attributes, admitted)).map(catalog));
    }

    private SessionOpened opened(SessionAttributes attributes, Admitted admitted) {
        return new SessionOpened(
                attributes.id(),
                attributes.principal(),
                attributes.target(),
                PROTOCOL,
                ports.edge(),
                attributes.clientAddress(),
                attributes.clientApplication(),
                admitted.grants(),
                attributes.expiresAt());
    }

    private Future<Void> refuse(
            NetSocket socket, LoggedIn client, SessionAttributes attributes, Turned turned) {
        say(socket, turned);
        return ports.recorder()
                .refused(
                        refused(
                                attributes.id(),
                                attributes.principal(),
                                client.parameters().user(),
                                attributes.target(),
                                socket,
                                turned));
    }

    private void turn(
            NetSocket socket, LoggedIn client, SessionAttributes attributes, Throwable failure) {
        var turned =
                failure instanceof RecordingFailed
                        ? new Turned(RefusalCode.LOG_UNAVAILABLE, "the event log does not answer")
                        : new Turned(
                                RefusalCode.TARGET_UNAVAILABLE,
                                "target " + attributes.target() + " cannot be reached");
        refuse(socket, client, attributes, turned).onFailure(_ -> socket.close());
    }

    /** Records a failed attempt to log in, if there was one. */
    void notLoggedIn(NetSocket socket, Throwable failure) {
        if (failure instanceof NotLoggedIn attempt) {
            var turned =
                    new Turned(
                            RefusalCode.AUTHENTICATION_FAILED,
                            String.valueOf(attempt.getMessage()));
            ports.recorder()
                    .refused(
                            refused(
                                    new SessionId(ports.ids().next()),
                                    null,
                                    attempt.parameters().user(),
                                    new TargetName(attempt.parameters().database()),
                                    socket,
                                    turned))
                    .onFailure(_ -> socket.close());
        }
    }

    private SessionRefused refused(
            SessionId session,
            @Nullable Principal principal,
            String user,
            TargetName target,
            NetSocket socket,
            Turned turned) {
        return new SessionRefused(
                session,
                principal,
                user,
                target,
                PROTOCOL,
                ports.edge(),
                String.valueOf(socket.remoteAddress()),
                turned.code(),
                turned.reason());
    }

    private static void say(NetSocket socket, Turned turned) {
        var report = PgRefusal.ofSession(turned.code(), turned.reason(), turned.hint());
        socket.end(report.error().bytes()).onFailure(_ -> {});
    }
}
