package dev.holdpoint.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.embedded.EmbeddedOidc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real issuer, and canned answers at the paths of the REST API. */
record CannedApi(Path dir, EmbeddedOidc oidc, HttpServer rest, List<String> bodies)
        implements AutoCloseable {
    static CannedApi start(Path dir) throws IOException {
        var oidc = EmbeddedOidc.start(dir.resolve("oidc"), 0);
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var rest = HttpServer.create(loopback, 0);
        rest.start();
        var run =
                Http.JSON
                        .createObjectNode()
                        .put("issuer", oidc.issuer())
                        .set(
                                "api",
                                Http.JSON
                                        .createObjectNode()
                                        .put(
                                                "/api/v1/",
                                                "http://localhost:" + rest.getAddress().getPort()));
        Files.writeString(dir.resolve("run.json"), run.toString());
        return new CannedApi(dir, oidc, rest, new CopyOnWriteArrayList<>());
    }

    void serve(String path, HttpHandler handler) {
        rest.createContext(path, handler);
    }

    void answer(String path, int status, String json) {
        serve(path, exchange -> respond(exchange, status, json));
    }

    void respond(HttpExchange exchange, int status, String json) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    RunningCli holdpoint(String... args) {
        var state = Stream.of("--state-dir", dir.toString());
        return RunningCli.run(Stream.concat(Stream.of(args), state).toArray(String[]::new));
    }

    @Override
    public void close() {
        rest.stop(0);
        oidc.close();
    }
}
