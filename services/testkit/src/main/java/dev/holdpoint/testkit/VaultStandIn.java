package dev.holdpoint.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small server that answers as Vault's HTTP API is documented: the key-value engine, version 2,
 * for tokens of its own and of AppRole. It is no Vault: no policies, leases or storage.
 */
public final class VaultStandIn implements AutoCloseable {
    /** May read everything. */
    public static final String TOKEN = "hvs.token-canary-5d21";

    /** Of the one AppRole. */
    public static final String ROLE_ID = "edge-role";

    /** Of the one AppRole. */
    public static final String SECRET_ID = "role-secret-canary-90ab";

    private static final String LOGIN = "/v1/auth/approle/login";
    private static final String LOOKUP = "/v1/auth/token/lookup-self";
    private static final String DENIED = "{\"errors\":[\"permission denied\"]}";
    private static final String NOTHING = "{\"errors\":[]}";
    private static final String KNOWN =
            """
            {"request_id":"r","lease_id":"","renewable":false,"lease_duration":0,
             "data":{"accessor":"a","creation_time":1795348800,"creation_ttl":2764800,
             "display_name":"approle","entity_id":"e","expire_time":null,"explicit_max_ttl":0,
             "id":"i","issue_time":"2026-11-22T10:00:00Z","meta":{},"num_uses":0,"orphan":true,
             "path":"auth/approle/login","policies":["default"],"renewable":true,"ttl":2764000,
             "type":"service"},
             "wrap_info":null,"warnings":null,"auth":null}
            """;
    private static final String DELETED =
            """
            {"data":{"data":null,"metadata":{"created_time":"2026-11-22T10:00:00Z",
             "custom_metadata":null,"deletion_time":"2026-11-22T11:00:00Z","destroyed":false,
             "version":1}}}
            """;

    private final HttpServer server;
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private volatile boolean sealed;
    private volatile boolean hidden;
    private volatile CountDownLatch speaking = new CountDownLatch(0);

    private VaultStandIn(HttpServer server) {
        this.server = server;
        tokens.add(TOKEN);
    }

    /** Starts one on a free port of loopback. */
    public static VaultStandIn start() {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var vault = new VaultStandIn(HttpServer.create(loopback, 0));
            vault.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            vault.server.createContext("/v1/", vault::answer);
            vault.server.start();
            return vault;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Writes a secret of one key.
     *
     * @param json the key's value
     */
    public void write(String mount, String path, String key, String json) {
        secrets.put(
                "/v1/" + mount + "/data/" + path,
                """
                {"request_id":"r","lease_id":"","renewable":false,"lease_duration":0,
                 "data":{"data":{"%s":%s},"metadata":{"created_time":"2026-11-22T10:00:00Z",
                 "custom_metadata":null,"deletion_time":"","destroyed":false,"version":1}},
                 "wrap_info":null,"warnings":null,"auth":null}
                """
                        .formatted(key, json));
    }

    /** Deletes the last version of a secret, as {@code vault kv delete} does. */
    public void delete(String mount, String path) {
        secrets.put("/v1/" + mount + "/data/" + path, DELETED);
    }

    /** No token may read this secret. */
    public void forbid(String mount, String path) {
        forbidden.add("/v1/" + mount + "/data/" + path);
    }

    /** No token may ask about itself. */
    public void forbidLookup() {
        hidden = true;
    }

    /** Every answer is 503, as of a Vault that was sealed. */
    public void seal() {
        sealed = true;
    }

    public void unseal() {
        sealed = false;
    }

    /** Takes requests and answers none until {@link #speak}. */
    public void fallSilent() {
        speaking = new CountDownLatch(1);
    }

    public void speak() {
        speaking.countDown();
    }

    /** Tokens that AppRole gave are good for nothing any more. */
    public void revokeLogins() {
        tokens.retainAll(Set.of(TOKEN));
    }

    /** Every request so far, method and path. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI().getRawPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        awaitSpeaking();
        var token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
        if (sealed) {
            send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
        } else if (path.equals(LOGIN)) {
            logIn(exchange, body);
        } else if (token == null || !tokens.contains(token)) {
            send(exchange, 403, DENIED);
        } else if (path.equals(LOOKUP)) {
            send(exchange, hidden ? 403 : 200, hidden ? DENIED : KNOWN);
        } else if (forbidden.contains(path)) {
            send(exchange, 403, DENIED);
        } else {
            var secret = secrets.getOrDefault(path, NOTHING);
            send(exchange, secret.equals(NOTHING) || secret.equals(DELETED) ? 404 : 200, secret);
        }
    }

    private void logIn(HttpExchange exchange, String body) throws IOException {
        if (!body.contains('"' + ROLE_ID + '"') || !body.contains('"' + SECRET_ID + '"')) {
            send(exchange, 400, "{\"errors\":[\"invalid role or secret ID\"]}");
            return;
        }
        var token = "hvs.login-" + logins.incrementAndGet();
        tokens.add(token);
        send(
                exchange,
                200,
                """
                {"request_id":"r","lease_id":"","renewable":false,"lease_duration":0,"data":null,
                 "wrap_info":null,"warnings":null,"auth":{"client_token":"%s","accessor":"a",
                 "policies":["default"],"token_policies":["default"],"metadata":{},
                 "lease_duration":2764800,"renewable":true,"entity_id":"e","token_type":"service",
                 "orphan":true,"mfa_requirement":null,"num_uses":0}}
                """
                        .formatted(token));
    }

    private void awaitSpeaking() {
        try {
            speaking.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        speak();
        server.stop(0);
    }
}
