package dev.holdpoint.edge.postgres;

import dev.holdpoint.edge.postgres.login.ClientConnection;
import dev.holdpoint.edge.postgres.login.ServerTls;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.events.SessionEnd;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Listens for PostgreSQL clients. */
public final class PostgresListener {
    private static final long LOGIN_MILLIS = 15_000;

    private final Vertx vertx;
    private final PostgresSettings settings;
    private final EdgePorts ports;
    private final CancelKeys cancelKeys = new CancelKeys(InstantSource.system());
    private final SessionOpening opening;
    private final ServerTls tls;
    private @Nullable NetServer server;

    public PostgresListener(Vertx vertx, PostgresSettings settings, EdgePorts ports) {
        this.vertx = vertx;
        this.settings = settings;
        this.ports = ports;
        this.tls = ServerTls.of(vertx, settings.key(), settings.certificate());
        var targets = new TargetLogin(vertx, ports.ids());
        this.opening = new SessionOpening(vertx, settings, ports, targets, cancelKeys);
    }

    /** Starts listening and gives the port. */
    public Future<Integer> listen() {
        var options =
                new NetServerOptions()
                        .setHost(settings.host())
                        .setPort(settings.port())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true);
        var listening = vertx.createNetServer(options).connectHandler(this::accept);
        server = listening;
        return listening.listen().map(NetServer::actualPort);
    }

    private void accept(NetSocket socket) {
        var home = new HomeContext(vertx.getOrCreateContext());
        var connection =
                new ClientConnection(socket, tls, ports.authenticator(), cancelKeys, ports.ids());
        long timer = vertx.setTimer(LOGIN_MILLIS, _ -> socket.close().onFailure(_ -> {}));
        home.bring(connection.logIn())
                .onComplete(_ -> vertx.cancelTimer(timer))
                .onSuccess(client -> opening.open(socket, client, home))
                .onFailure(failure -> opening.notLoggedIn(socket, failure));
    }

    /** Stops listening and ends every session. */
    public Future<Void> close() {
        var listening = server;
        return (listening == null ? Future.<Void>succeededFuture() : listening.close())
                .compose(_ -> ports.live().endAll(SessionEnd.EDGE_STOPPED));
    }
}
