package dev.holdpoint.edge.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A small real issuer over HTTP that counts what is fetched from it. */
final class KeyServer implements AutoCloseable {
    final List<String> fetched = new CopyOnWriteArrayList<>();
    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    KeyServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    RSAKey addKey(String id) {
        try {
            var key = new RSAKeyGenerator(2048).keyID(id).algorithm(JWSAlgorithm.RS256).generate();
            keys.add(key);
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    void withdraw(Predicate<RSAKey> which) {
        keys.removeIf(which);
    }

    long fetchesOfKeys() {
        return fetched.stream().filter("/jwks"::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        fetched.add(path);
        var body =
                switch (path) {
                    case "/.well-known/openid-configuration" ->
                            "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/jwks\"}"
                                    .formatted(issuer(), issuer());
                    case "/jwks" -> new JWKSet(List.copyOf(keys)).toPublicJWKSet().toString();
                    default -> "{}";
                };
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
