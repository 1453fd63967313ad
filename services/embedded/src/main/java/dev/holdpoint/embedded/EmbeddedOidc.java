package dev.holdpoint.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A small OpenID Connect issuer with the demo realm, for laptops and tests only. */
public final class EmbeddedOidc implements AutoCloseable {
    private final Vertx vertx;
    private final Realm realm;
    private final TokenMint mint;
    private final int port;

    private EmbeddedOidc(Vertx vertx, Realm realm, TokenMint mint, int port) {
        this.vertx = vertx;
        this.realm = realm;
        this.mint = mint;
        this.port = port;
    }

    /** Where to listen; an address others can reach must be asked for in so many words. */
    public record Binding(String host, int port, boolean exposed) {
        public static Binding loopback(int port) {
            return new Binding("localhost", port, false);
        }

        void check() {
            try {
                if (!exposed && !InetAddress.getByName(host).isLoopbackAddress()) {
                    throw new EmbeddedFailure(
                            "the demo issuer has well-known passwords and stays on loopback, not "
                                    + host);
                }
            } catch (UnknownHostException e) {
                throw new EmbeddedFailure("unknown host " + host, e);
            }
        }
    }

    /** Starts on loopback (port 0: a free one); its key lives in the state directory. */
    public static EmbeddedOidc start(Path stateDir, int port) {
        return start(stateDir, Binding.loopback(port));
    }

    public static EmbeddedOidc start(Path stateDir, Binding binding) {
        binding.check();
        int port = Ports.orFree(binding.port());
        var issuer = "http://" + binding.host() + ":" + port;
        var key = SigningKey.persistedIn(stateDir);
        var realm = Realm.demo();
        var mint = new TokenMint(issuer, key, InstantSource.system());
        var desk = new TokenDesk(realm, mint, new Lockout(InstantSource.system()));
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        var oidc = new EmbeddedOidc(vertx, realm, mint, port);
        try {
            oidc.await(
                    listen(vertx, binding.host(), port, new OidcRoutes(vertx, issuer, key, desk)));
        } catch (EmbeddedFailure e) {
            oidc.close();
            throw e;
        }
        return oidc;
    }

    private static Future<HttpServer> listen(
            Vertx vertx, String host, int port, OidcRoutes routes) {
        var options = new HttpServerOptions().setMaxFormAttributeSize(4096).setMaxFormFields(16);
        return vertx.createHttpServer(options).requestHandler(routes).listen(port, host);
    }

    public String issuer() {
        return mint.issuer();
    }

    public int port() {
        return port;
    }

    /** Mints a token for a principal of the realm without asking for its password: for tests. */
    public String token(String principal, String audience) {
        return token(principal, audience, TokenDesk.LIFETIME);
    }

    /** As {@link #token(String, String)}; a negative lifetime gives an expired token. */
    public String token(String principal, String audience, Duration lifetime) {
        var account =
                realm.account(principal)
                        .orElseThrow(() -> new EmbeddedFailure("no principal " + principal));
        return mint.token(account, audience, lifetime);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedFailure("OIDC issuer on port " + port + ": " + e.getMessage(), e);
        }
    }
}
