package dev.holdpoint.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An endpoint on loopback that keeps what it is sent and answers as a test wants. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Reply> replies = _ -> Reply.TAKEN;

    private Receiver(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What was answered, with headers. */
    public record Reply(int status, Map<String, String> headers) {
        static final Reply TAKEN = new Reply(204, Map.of());

        static Reply of(int status) {
            return new Reply(status, Map.of());
        }
    }

    /** What was sent, its headers by lower-case names. */
    public record Request(String path, Map<String, String> headers, String body, Instant at) {
        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        String type() {
            return new JsonObject(body).getString("type");
        }

        JsonObject data() {
            return new JsonObject(body).getJsonObject("data");
        }

        public String hold() {
            return data().getString("hold", "");
        }

        public long sequence() {
            return data().getLong("sequence");
        }

        public boolean isSignedBy(String secret) {
            return Specification.accepts(headers, body.getBytes(UTF_8), secret, at);
        }
    }

    static Receiver start() throws IOException {
        return start(0);
    }

    public static Receiver start(int port) throws IOException {
        return new Receiver(HttpServer.create(loopback(port), 0));
    }

    static Receiver start(SSLContext tls) throws IOException {
        var server = HttpsServer.create(loopback(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new Receiver(server);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/holds";
    }

    /** From now on; what it waits for, the sender waits for. */
    void reply(Function<Request, Reply> replies) {
        this.replies = replies;
    }

    public void reply(int status) {
        reply(_ -> Reply.of(status));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String hold) {
        return requests().stream().filter(request -> request.hold().equals(hold)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var path = exchange.getRequestURI().toString();
        var request = new Request(path, Map.copyOf(headers), body, Instant.now());
        requests.add(request);
        var reply = replies.apply(request);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
