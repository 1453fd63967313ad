package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.AuthenticationFailed;
import dev.holdpoint.edge.identity.Authenticator;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.edge.postgres.login.scram.Decoy;
import dev.holdpoint.edge.postgres.login.scram.EndPoint;
import dev.holdpoint.edge.postgres.login.scram.ScramServer;
import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Authenticates a client over TLS: user {@code oidc} sends a token as its password, every other
 * user proves an issued password by SCRAM-SHA-256.
 */
final class ClientLogin {
    private static final String TOKEN_USER = "oidc";

    private final NetSocket socket;
    private final Authenticator authenticator;
    private final IdSource nonces;
    private final Optional<EndPoint> endPoint;
    private final PgFrameDecoder decoder = new PgFrameDecoder(FrontendFrames::maxLengthBeforeLogin);
    private Promise<PgFrame> answer = Promise.promise();

    ClientLogin(
            NetSocket socket,
            Authenticator authenticator,
            IdSource nonces,
            Optional<EndPoint> endPoint) {
        this.socket = socket;
        this.authenticator = authenticator;
        this.nonces = nonces;
        this.endPoint = endPoint;
        socket.handler(this::read);
    }

    private void read(Buffer bytes) {
        decoder.feed(bytes);
        try {
            var frame = decoder.next();
            frame.ifPresent(
                    received -> {
                        if (decoder.buffered() > 0) {
                            throw new MalformedFrame("bytes sent ahead of authentication");
                        }
                        socket.pause();
                        answer.tryComplete(received);
                    });
        } catch (MalformedFrame e) {
            answer.tryFail(e);
        }
    }

    /** Fails with {@link AuthenticationFailed} or {@link MalformedFrame}. */
    Future<Authenticated> authenticate(StartupParameters parameters) {
        return parameters.user().equals(TOKEN_USER)
                ? token()
                : scram(parameters.user(), new TargetName(parameters.database()));
    }

    private Future<Authenticated> token() {
        return ask(BackendFrames.authenticationCleartextPassword())
                .map(frame -> frame.body().readString())
                .compose(authenticator::token);
    }

    private Future<Authenticated> scram(String user, TargetName target) {
        var known = authenticator.verifier(user, target);
        var offered =
                endPoint.isPresent()
                        ? List.of(ScramServer.BOUND_MECHANISM, ScramServer.MECHANISM)
                        : List.of(ScramServer.MECHANISM);
        return ask(BackendFrames.authenticationSasl(offered))
                .compose(first -> known.compose(verifier -> exchange(user, first, verifier)));
    }

    private Future<Authenticated> exchange(
            String user, PgFrame first, Optional<ScramVerifier> known) {
        var body = first.body();
        var bound = bound(body.readString());
        var clientFirst = PgBody.utf8(body.readBytes(body.readInt()));
        body.end();
        var verifier = known.orElseGet(() -> Decoy.verifier(user));
        var server =
                new ScramServer(verifier, clientFirst, nonces.next(), bound, endPoint.isPresent());
        return ask(BackendFrames.authenticationSaslContinue(bytes(server.serverFirst())))
                .map(last -> server.serverFinal(PgBody.utf8(last.body().readRest())))
                .compose(
                        proof ->
                                proof.isPresent() && known.isPresent()
                                        ? welcome(proof.get(), verifier)
                                        : Future.failedFuture(
                                                new AuthenticationFailed(
                                                        "wrong user or password")));
    }

    private Optional<EndPoint> bound(String mechanism) {
        if (mechanism.equals(ScramServer.MECHANISM)) {
            return Optional.empty();
        }
        if (!mechanism.equals(ScramServer.BOUND_MECHANISM) || endPoint.isEmpty()) {
            throw new MalformedFrame("a SASL mechanism that was not offered");
        }
        return endPoint;
    }

    private Future<Authenticated> welcome(String serverFinal, ScramVerifier verifier) {
        socket.write(BackendFrames.authenticationSaslFinal(bytes(serverFinal)).bytes())
                .onFailure(_ -> {});
        return Future.succeededFuture(verifier.identity());
    }

    private Future<PgFrame> ask(PgFrame question) {
        answer = Promise.promise();
        socket.resume();
        return socket.write(question.bytes())
                .compose(_ -> answer.future())
                .map(
                        frame -> {
                            if (frame.kind() != 'p') {
                                throw new MalformedFrame("the client left before authentication");
                            }
                            return frame;
                        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
