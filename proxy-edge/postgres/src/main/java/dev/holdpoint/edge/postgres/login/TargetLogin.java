package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.login.TargetDialogue.Transport;
import dev.holdpoint.edge.postgres.login.scram.EndPoint;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens connections to targets, each with the TLS its registration asks for. */
public final class TargetLogin {
    private static final String VERIFIED = "verify-full";
    private static final int CONNECT_MILLIS = 5_000;
    private static final long CANCEL_MILLIS = 2_000;
    private static final long LOGIN_MILLIS = 10_000;

    private final Vertx vertx;
    private final IdSource nonces;
    private final NetClient verifying;
    private final NetClient encrypting;

    /** Trusts the authorities this Java runtime trusts. */
    public TargetLogin(Vertx vertx, IdSource nonces) {
        this(vertx, nonces, null);
    }

    /**
     * @param authorities a PEM file of the authorities that vouch for targets; null for those this
     *     Java runtime trusts
     */
    public TargetLogin(Vertx vertx, IdSource nonces, @Nullable Path authorities) {
        this.vertx = vertx;
        this.nonces = nonces;
        var verified = options().setHostnameVerificationAlgorithm("HTTPS");
        if (authorities != null) {
            verified.setTrustOptions(new PemTrustOptions().addCertPath(authorities.toString()));
        }
        this.verifying = vertx.createNetClient(verified);
        this.encrypting =
                vertx.createNetClient(
                        options().setTrustAll(true).setHostnameVerificationAlgorithm(""));
    }

    private static NetClientOptions options() {
        return new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpNoDelay(true);
    }

    /**
     * Logs in, with the credential as it is by now.
     *
     * @param settings start-up parameters to pass on
     * @return fails with {@link TargetRefused} or a connection error
     */
    public Future<TargetConnection> open(Admitted admitted, Map<String, String> settings) {
        return admitted.credential()
                .renewed()
                .compose(credential -> open(admitted.target(), credential, settings));
    }

    private Future<TargetConnection> open(
            TargetSpec target, Credential credential, Map<String, String> settings) {
        return open(target, credential, settings, true)
                .recover(
                        failure ->
                                failure instanceof TargetRefused refused
                                                && refused.mayBeForSetting()
                                        ? open(target, credential, settings, false)
                                        : Future.failedFuture(failure));
    }

    private Future<TargetConnection> open(
            TargetSpec target,
            Credential credential,
            Map<String, String> settings,
            boolean lasting) {
        return connect(target)
                .compose(
                        socket -> {
                            var dialogue =
                                    new TargetDialogue(
                                            vertx,
                                            new TargetConnection(socket),
                                            credential,
                                            transport(socket, target),
                                            nonces.next() + nonces.next(),
                                            lasting);
                            return inTime(dialogue.start(target.database(), settings), socket);
                        });
    }

    private static Transport transport(NetSocket socket, TargetSpec target) {
        return new Transport(
                target.tls().equals(VERIFIED),
                target.tls().equals("disable")
                        ? Optional.empty()
                        : EndPoint.of(socket.sslSession()));
    }

    /**
     * Asks a target to cancel what the connection with this key is running; completes when it has
     * hung up, which it does once it has acted, or has taken too long for it.
     */
    public Future<Void> cancel(TargetSpec target, StartupPacket.CancelRequest key) {
        return connect(target)
                .compose(
                        socket ->
                                socket.write(
                                                Buffer.buffer(16)
                                                        .appendInt(12 + key.secret().length())
                                                        .appendInt(StartupPacket.CANCEL_CODE)
                                                        .appendInt(key.process())
                                                        .appendBuffer(key.secret()))
                                        .compose(_ -> hungUp(socket)));
    }

    private Future<Void> hungUp(NetSocket socket) {
        Promise<Void> gone = Promise.promise();
        long timer = vertx.setTimer(CANCEL_MILLIS, _ -> gone.tryComplete());
        socket.closeHandler(_ -> gone.tryComplete());
        return gone.future()
                .onComplete(_ -> vertx.cancelTimer(timer))
                .eventually(() -> socket.close());
    }

    private Future<NetSocket> connect(TargetSpec target) {
        return switch (target.tls()) {
            case "disable" -> encrypting.connect(target.port(), target.host());
            case "require" -> encrypted(encrypting, target);
            case VERIFIED -> encrypted(verifying, target);
            case String other ->
                    Future.failedFuture(new TargetRefused("unknown TLS mode " + other));
        };
    }

    private Future<NetSocket> encrypted(NetClient client, TargetSpec target) {
        return client.connect(target.port(), target.host())
                .compose(socket -> inTime(encrypted(socket, target), socket));
    }

    private static Future<NetSocket> encrypted(NetSocket socket, TargetSpec target) {
        Promise<NetSocket> done = Promise.promise();
        socket.closeHandler(_ -> done.tryFail(new TargetRefused("closed before TLS")));
        socket.handler(answer -> upgrade(socket, target, answer, done));
        return socket.write(Buffer.buffer(8).appendInt(8).appendInt(StartupPacket.SSL_CODE))
                .compose(_ -> done.future());
    }

    private static void upgrade(
            NetSocket socket, TargetSpec target, Buffer answer, Promise<NetSocket> done) {
        if (answer.length() != 1 || answer.getByte(0) != 'S') {
            done.tryFail(new TargetRefused("the target offers no TLS"));
            socket.close().onFailure(done::tryFail);
            return;
        }
        socket.upgradeToSsl(target.host())
                .onSuccess(_ -> done.tryComplete(socket))
                .onFailure(done::tryFail);
    }

    /** A target that says nothing is hung up on, which fails what it was to answer. */
    private <T> Future<T> inTime(Future<T> step, NetSocket socket) {
        long timer = vertx.setTimer(LOGIN_MILLIS, _ -> socket.close().onFailure(_ -> {}));
        return step.onComplete(_ -> vertx.cancelTimer(timer))
                .onFailure(_ -> socket.close().onFailure(_ -> {}));
    }
}
