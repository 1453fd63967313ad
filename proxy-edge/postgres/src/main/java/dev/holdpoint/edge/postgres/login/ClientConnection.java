package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.AuthenticationFailed;
import dev.holdpoint.edge.identity.Authenticator;
import dev.holdpoint.edge.postgres.CancelKeys;
import dev.holdpoint.edge.postgres.login.StartupPacket.CancelRequest;
import dev.holdpoint.edge.postgres.login.StartupPacket.GssRequest;
import dev.holdpoint.edge.postgres.login.StartupPacket.SslRequest;
import dev.holdpoint.edge.postgres.login.StartupPacket.Startup;
import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.IdSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/**
 * A client's connection until it is authenticated (section 55.2.1).
 *
 * <pre>
 *   plain --GSSENCRequest/N--> plain --SSLRequest/S--> upgrading --> encrypted --start-up--> log-in
 *   plain | encrypted --CancelRequest--> closed
 *   plain --start-up--> refused: nothing is asked for without TLS
 * </pre>
 */
public final class ClientConnection {
    private final NetSocket socket;
    private final Authenticator authenticator;
    private final CancelKeys cancelKeys;
    private final IdSource nonces;
    private final Promise<LoggedIn> done = Promise.promise();
    private Buffer pending = Buffer.buffer();
    private boolean upgrading;

    public ClientConnection(
            NetSocket socket, Authenticator authenticator, CancelKeys cancelKeys, IdSource nonces) {
        this.socket = socket;
        this.authenticator = authenticator;
        this.cancelKeys = cancelKeys;
        this.nonces = nonces;
    }

    /** Who came in, and with which parameters. */
    public record LoggedIn(Authenticated identity, StartupParameters parameters) {}

    /** A client that did not get in; {@code parameters} is null if it never said what it wants. */
    public static final class NotLoggedIn extends RuntimeException {
        private final StartupParameters parameters;

        NotLoggedIn(String message, StartupParameters parameters) {
            super(message);
            this.parameters = parameters;
        }

        public StartupParameters parameters() {
            return parameters;
        }
    }

    /**
     * Reads until the client is authenticated. Fails with {@link NotLoggedIn} if it could not prove
     * itself, and otherwise if the connection ended without an attempt. The client has been told.
     */
    public Future<LoggedIn> logIn() {
        socket.closeHandler(_ -> done.tryFail(new MalformedFrame("closed before log-in")));
        socket.exceptionHandler(_ -> done.tryFail(new MalformedFrame("broken before log-in")));
        socket.handler(this::read);
        return done.future();
    }

    private void read(Buffer bytes) {
        pending.appendBuffer(bytes);
        try {
            if (upgrading) {
                throw new MalformedFrame("bytes sent between SSLRequest and TLS");
            }
            var packet = StartupPacket.read(pending);
            if (packet.isPresent()) {
                int length = StartupPacket.lengthOf(pending);
                pending = pending.getBuffer(length, pending.length());
                accept(packet.get());
            }
        } catch (MalformedFrame e) {
            refuse("08P01", String.valueOf(e.getMessage()));
        }
    }

    private void accept(StartupPacket packet) {
        if (pending.length() > 0) {
            throw new MalformedFrame("bytes sent behind the first packet");
        }
        switch (packet) {
            case SslRequest() -> upgrade();
            case GssRequest() -> socket.write("N").onFailure(done::tryFail);
            case CancelRequest(int process, int secret) -> {
                cancelKeys.cancel(new CancelKeys.Key(process, secret));
                socket.close().onFailure(done::tryFail);
            }
            case Startup startup -> startUp(startup);
        }
    }

    private void upgrade() {
        if (socket.isSsl()) {
            throw new MalformedFrame("SSLRequest inside TLS");
        }
        upgrading = true;
        socket.write("S")
                .compose(_ -> socket.upgradeToSsl())
                .onSuccess(_ -> upgrading = false)
                .onFailure(done::tryFail);
    }

    private void startUp(Startup startup) {
        if (!socket.isSsl()) {
            refuse("28000", "Holdpoint requires TLS: use sslmode=verify-full");
            return;
        }
        if (startup.major() != 3) {
            refuse("0A000", "protocol " + startup.major() + " is not spoken, 3.0 is");
            return;
        }
        var parameters = StartupParameters.of(startup.parameters());
        if (startup.minor() > 0 || !parameters.protocolOptions().isEmpty()) {
            var answer = BackendFrames.negotiateProtocolVersion(parameters.protocolOptions());
            socket.write(answer.bytes()).onFailure(done::tryFail);
        }
        new ClientLogin(socket, authenticator, nonces)
                .authenticate(parameters)
                .onSuccess(identity -> done.tryComplete(new LoggedIn(identity, parameters)))
                .onFailure(failure -> notLoggedIn(failure, parameters));
    }

    private void notLoggedIn(Throwable failure, StartupParameters parameters) {
        var said =
                failure instanceof MalformedFrame
                        ? Report.of("FATAL", "08P01", String.valueOf(failure.getMessage()))
                        : Report.of(
                                "FATAL",
                                "28P01",
                                "Holdpoint could not authenticate user \""
                                        + parameters.user()
                                        + "\"");
        var why =
                failure instanceof AuthenticationFailed || failure instanceof MalformedFrame
                        ? String.valueOf(failure.getMessage())
                        : "authentication is not possible now: "
                                + failure.getClass().getSimpleName();
        done.tryFail(new NotLoggedIn(why, parameters));
        close(said);
    }

    private void refuse(String sqlState, String message) {
        done.tryFail(new MalformedFrame(message));
        close(Report.of("FATAL", sqlState, message));
    }

    private void close(Report said) {
        socket.handler(_ -> {});
        socket.end(said.error().bytes()).onFailure(_ -> {});
    }
}
