package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.embedded.EmbeddedOidc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real issuer, and a service that gives the answers it was told to, the last one for ever. */
final class CannedService implements AutoCloseable {
    private final Path dir;
    private final EmbeddedOidc oidc;
    private final HttpServer rest;
    private final Map<String, Deque<Canned>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private record Canned(int status, String type, String body) {}

    /** What it was asked. */
    record Asked(String query, JsonNode body) {}

    private CannedService(Path dir, EmbeddedOidc oidc, HttpServer rest) {
        this.dir = dir;
        this.oidc = oidc;
        this.rest = rest;
    }

    static CannedService start(Path dir) throws IOException {
        var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var service =
                new CannedService(
                        dir,
                        EmbeddedOidc.start(dir.resolve("oidc"), 0),
                        HttpServer.create(anywhere, 0));
        service.rest.createContext("/", service::respond);
        service.rest.start();
        var run = Http.JSON.createObjectNode().put("issuer", service.oidc.issuer());
        run.putObject("api")
                .put("/api/v1/", "http://localhost:" + service.rest.getAddress().getPort());
        Files.writeString(dir.resolve("run.json"), run.toString());
        return service;
    }

    void answer(String path, int status, String type, String... bodies) {
        var canned = new ArrayDeque<Canned>();
        Arrays.stream(bodies).forEach(body -> canned.add(new Canned(status, type, body)));
        answers.put(path, canned);
    }

    List<Asked> asked() {
        return asked;
    }

    RunningCli run(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--as", "carol", "--state-dir", dir.toString()));
        return RunningCli.run(all.toArray(String[]::new));
    }

    private void respond(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = exchange.getRequestBody().readAllBytes();
        var text = body.length == 0 ? "{}" : new String(body, StandardCharsets.UTF_8);
        asked.add(new Asked(String.valueOf(uri.getQuery()), Http.JSON.readTree(text)));
        var canned = next(uri.getPath());
        var bytes = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", canned.type());
        exchange.sendResponseHeaders(canned.status(), bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Canned next(String path) {
        var left = answers.getOrDefault(path, new ArrayDeque<>());
        if (left.isEmpty()) {
            return new Canned(404, "application/problem+json", "{\"code\":\"nothing-canned\"}");
        }
        return left.size() == 1 ? left.getFirst() : left.removeFirst();
    }

    @Override
    public void close() {
        rest.stop(0);
        oidc.close();
    }
}
