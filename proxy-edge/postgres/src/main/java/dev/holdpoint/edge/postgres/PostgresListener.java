package dev.holdpoint.edge.postgres;

import dev.holdpoint.edge.postgres.login.ClientConnection;
import dev.holdpoint.edge.postgres.login.ServerTls;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.events.SessionEnd;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Listens for PostgreSQL clients on as many event loops as there are processors. */
public final class PostgresListener {
    private static final long LOGIN_MILLIS = 15_000;

    /** Any free port, the same for all event loops. */
    private static final int ANY_SHARED = -1;

    private final Vertx vertx;
    private final PostgresSettings settings;
    private final EdgePorts ports;
    private final CancelKeys cancelKeys = new CancelKeys(InstantSource.system());
    private final SessionOpening opening;
    private final ServerTls tls;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    /**
     * Reads the certificate, but does not listen yet.
     *
     * @throws IllegalArgumentException if key or certificate cannot be used
     */
    public PostgresListener(
            Vertx vertx, PostgresSettings settings, EdgePorts ports, TargetLogin targets) {
        this.vertx = vertx;
        this.settings = settings;
        this.ports = ports;
        this.tls = ServerTls.of(vertx, settings.key(), settings.certificate());
        this.opening = new SessionOpening(vertx, settings, ports, targets, cancelKeys);
    }

    /** Starts listening and gives the port. */
    public Future<Integer> listen() {
        var everyLoop =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        return vertx.deployVerticle(this::loop, everyLoop).map(_ -> loops.getFirst().port());
    }

    private Loop loop() {
        var loop = new Loop(options(), this::accept);
        loops.add(loop);
        return loop;
    }

    private NetServerOptions options() {
        return new NetServerOptions()
                .setHost(settings.host())
                .setPort(settings.port() == 0 ? ANY_SHARED : settings.port())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true);
    }

    /** An event loop that takes its share of the connections. */
    private static final class Loop extends AbstractVerticle {
        private final NetServerOptions options;
        private final Handler<NetSocket> accept;
        private @Nullable NetServer server;

        Loop(NetServerOptions options, Handler<NetSocket> accept) {
            this.options = options;
            this.accept = accept;
        }

        @Override
        public void start(Promise<Void> started) {
            var listening = vertx.createNetServer(options).connectHandler(accept);
            server = listening;
            listening.listen().<Void>mapEmpty().onComplete(started);
        }

        int port() {
            return server == null ? 0 : server.actualPort();
        }

        Future<Void> close() {
            return server == null ? Future.succeededFuture() : server.close();
        }
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
        return Future.join(loops.stream().map(Loop::close).toList())
                .compose(_ -> ports.live().endAll(SessionEnd.EDGE_STOPPED));
    }
}
