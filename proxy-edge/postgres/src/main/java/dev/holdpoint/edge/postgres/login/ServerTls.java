package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.login.scram.EndPoint;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/**
 * The edge's side of TLS. Whoever names an application protocol must name PostgreSQL's, and whoever
 * begins with TLS at once must name it, so that no other protocol's client can be tricked into this
 * one.
 */
public final class ServerTls {
    private static final String PROTOCOL = "postgresql";
    private static final long HANDSHAKE_MILLIS = 10_000;

    private final SslContext context;
    private final Optional<EndPoint> endPoint;

    private ServerTls(SslContext context, Optional<EndPoint> endPoint) {
        this.context = context;
        this.endPoint = endPoint;
    }

    /**
     * Reads the PEM files.
     *
     * @throws IllegalArgumentException if they cannot be used
     */
    public static ServerTls of(Vertx vertx, Path key, Path certificate) {
        var keys = keys(vertx, key, certificate);
        try {
            var context =
                    SslContextBuilder.forServer(keys)
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .applicationProtocolConfig(
                                    new ApplicationProtocolConfig(
                                            Protocol.ALPN,
                                            SelectorFailureBehavior.FATAL_ALERT,
                                            SelectedListenerFailureBehavior.ACCEPT,
                                            PROTOCOL))
                            .build();
            return new ServerTls(context, EndPoint.of(first(certificate)));
        } catch (SSLException e) {
            throw new IllegalArgumentException("the key and certificate cannot be used", e);
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("certificate " + certificate + " cannot be read", e);
        }
    }

    private static KeyManagerFactory keys(Vertx vertx, Path key, Path certificate) {
        var pem =
                new PemKeyCertOptions()
                        .setKeyPath(key.toString())
                        .setCertPath(certificate.toString());
        try {
            return pem.getKeyManagerFactory(vertx);
        } catch (Exception e) {
            // Declared so by Vert.x, which reads forms of keys that netty and the JDK do not.
            throw new IllegalArgumentException(
                    "key %s and certificate %s cannot be read".formatted(key, certificate), e);
        }
    }

    private static X509Certificate first(Path certificate)
            throws IOException, CertificateException {
        try (var pem = Files.newInputStream(certificate)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    /** What SCRAM binds to, where it can. */
    Optional<EndPoint> endPoint() {
        return endPoint;
    }

    /** Continues in TLS; completes after the handshake. */
    Future<Void> upgrade(NetSocket socket) {
        return handshake(socket, Buffer.buffer()).mapEmpty();
    }

    /** As above, for a client that began with TLS: its first bytes were read already. */
    Future<Void> direct(NetSocket socket, Buffer begun) {
        return handshake(socket, begun)
                .compose(
                        handler ->
                                PROTOCOL.equals(handler.applicationProtocol())
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(
                                                new SSLException("no ALPN in direct TLS")));
    }

    private Future<SslHandler> handshake(NetSocket socket, Buffer begun) {
        var channel = ((NetSocketInternal) socket).channelHandlerContext();
        var handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        Promise<SslHandler> done = Promise.promise();
        handler.handshakeFuture()
                .addListener(
                        shaken -> {
                            if (shaken.isSuccess()) {
                                done.complete(handler);
                            } else {
                                done.fail(shaken.cause());
                            }
                        });
        var pipeline = channel.pipeline();
        pipeline.addFirst("ssl", handler);
        if (begun.length() > 0) {
            pipeline.fireChannelRead(Unpooled.wrappedBuffer(begun.getBytes()));
            pipeline.fireChannelReadComplete();
        }
        return done.future();
    }
}
