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
 *   plain --TLS with ALPN--> upgrading
 *   plain | encrypted --CancelRequest--> closed
 *   plain --start-up--> refused: nothing is asked for without TLS
 * </pre>
 */
public final class ClientConnection {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int NEWEST_MINOR = 2;

    private final NetSocket socket;
    private final ServerTls tls;
    private final Authenticator authenticator;
    private final CancelKeys cancelKeys;
    private final IdSource nonces;
    private final Promise<LoggedIn> done = Promise.promise();
    private Buffer pending = Buffer.buffer();
    private boolean upgrading;
    private boolean heard;

    /**
     * @param nonces source of the server's part of SCRAM nonces
     */
    public ClientConnection(
            NetSocket socket,
            ServerTls tls,
            Authenticator authenticator,
            CancelKeys cancelKeys,
            IdSource nonces) {
        this.socket = socket;
        this.tls = tls;
        this.authenticator = authenticator;
        this.cancelKeys = cancelKeys;
        this.nonces = nonces;
    }

    /**
     * Who came in, and with which parameters.
     *
     * @param minor of protocol 3, at most 2
     */
    public record LoggedIn(Authenticated identity, StartupParameters parameters, int minor) {
        /** How long the secret is that cancel requests show: protocol 3.2 knows longer ones. */
        public int cancelSecretBytes() {
            return minor < 2 ? 4 : 32;
        }
    }

    /** A client that said what it wants and could not prove who it is. */
    public static final class NotLoggedIn extends RuntimeException {
        private final StartupParameters parameters;

        NotLoggedIn(String message, StartupParameters parameters) {
            super(message);
            this.parameters = parameters;
        }

        /** What the client asked for at start-up. */
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
            if (!heard && bytes.getUnsignedByte(0) == TLS_HANDSHAKE) {
                direct(bytes);
                return;
            }
            heard = true;
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
            case CancelRequest(int process, var secret) -> {
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
        encrypted(socket.write("S").compose(_ -> tls.upgrade(socket)));
    }

    private void direct(Buffer begun) {
        heard = true;
        upgrading = true;
        pending = Buffer.buffer();
        encrypted(tls.direct(socket, begun));
    }

    private void encrypted(Future<Void> handshake) {
        handshake
                .onSuccess(_ -> upgrading = false)
                .onFailure(
                        failure -> {
                            done.tryFail(failure);
                            socket.close().onFailure(_ -> {});
                        });
    }

    private void startUp(Startup startup) {
        if (!socket.isSsl()) {
            refuse("28000", "Holdpoint requires TLS: use sslmode=verify-full");
            return;
        }
        if (startup.major() != 3) {
            refuse("0A000", "protocol " + startup.major() + " is not spoken, 3.0 to 3.2 are");
            return;
        }
        var parameters = StartupParameters.of(startup.parameters());
        int minor = Math.min(startup.minor(), NEWEST_MINOR);
        if (startup.minor() > minor || !parameters.protocolOptions().isEmpty()) {
            var answer =
                    BackendFrames.negotiateProtocolVersion(minor, parameters.protocolOptions());
            socket.write(answer.bytes()).onFailure(done::tryFail);
        }
        new ClientLogin(socket, authenticator, nonces, tls.endPoint())
                .authenticate(parameters)
                .onSuccess(identity -> done.tryComplete(new LoggedIn(identity, parameters, minor)))
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
