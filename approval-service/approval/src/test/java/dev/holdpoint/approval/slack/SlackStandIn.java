package dev.holdpoint.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Slack's Web API on loopback, as its documentation says: forms in, JSON with {@code ok} out, a
 * bearer token, {@code 429} with {@code Retry-After}, limits of blocks.
 */
public final class SlackStandIn implements AutoCloseable {
    public static final String TEAM = "T0HOLD";
    public static final String TOKEN = "xoxb-1-2-stand-in";

    private static final int MOST_TEXT = 3_000;
    private static final int MOST_BLOCKS = 50;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Call> messages = new ConcurrentHashMap<>();
    private final AtomicLong clock = new AtomicLong(1_795_000_000);
    private final AtomicInteger refusals = new AtomicInteger();

    private SlackStandIn(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A call of a method. */
    public record Call(String method, Map<String, String> form) {
        public String value(String name) {
            return form.getOrDefault(name, "");
        }

        JsonArray blocks() {
            return new JsonArray(value("blocks"));
        }
    }

    public static SlackStandIn start(int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new SlackStandIn(HttpServer.create(address, 0));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    String api() {
        return "http://127.0.0.1:" + port() + "/api/";
    }

    /** The next calls but for {@code auth.test} are answered with 429. */
    public void refuse(int count) {
        refusals.set(count);
    }

    public List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    /** What is called and names a hold anywhere. */
    public List<Call> calls(String method, String hold) {
        return calls(method).stream()
                .filter(call -> call.form().values().stream().anyMatch(v -> v.contains(hold)))
                .toList();
    }

    /** The last state of the message about a hold in a channel; its name there is {@code ts}. */
    public Call message(String channel, String hold) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(channel + "/"))
                .map(Map.Entry::getValue)
                .filter(call -> call.value("blocks").contains(hold))
                .findFirst()
                .orElseGet(() -> new Call("", Map.of()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var method = exchange.getRequestURI().getPath().replace("/api/", "");
        var call = new Call(method, form(body));
        calls.add(call);
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        if (!method.equals("auth.test") && refusals.getAndUpdate(n -> Math.max(n - 1, 0)) > 0) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 429, new JsonObject().put("ok", false).put("error", "ratelimited"));
        } else if (!("Bearer " + TOKEN).equals(token)) {
            send(exchange, 200, error("invalid_auth"));
        } else {
            send(exchange, 200, answer(call));
        }
    }

    private JsonObject answer(Call call) {
        return switch (call.method()) {
            case "auth.test" -> ok().put("team_id", TEAM).put("user_id", "U0BOT");
            case "chat.postMessage" -> post(call);
            case "chat.update" -> update(call);
            case "views.open" ->
                    call.value("trigger_id").isEmpty() ? error("invalid_trigger") : ok();
            case "chat.postEphemeral" -> fits(call) ? ok() : error("invalid_blocks");
            default -> error("unknown_method");
        };
    }

    private JsonObject post(Call call) {
        if (!fits(call)) {
            return error("invalid_blocks");
        }
        var ts = clock.incrementAndGet() + ".000100";
        messages.put(call.value("channel") + "/" + ts, named(call, ts));
        return ok().put("ts", ts).put("channel", call.value("channel"));
    }

    private static Call named(Call call, String ts) {
        var form = new HashMap<>(call.form());
        form.put("ts", ts);
        return new Call(call.method(), Map.copyOf(form));
    }

    private JsonObject update(Call call) {
        var name = call.value("channel") + "/" + call.value("ts");
        if (!messages.containsKey(name)) {
            return error("message_not_found");
        }
        if (!fits(call)) {
            return error("invalid_blocks");
        }
        messages.put(name, call);
        return ok().put("ts", call.value("ts"));
    }

    private static boolean fits(Call call) {
        var blocks = call.blocks();
        return blocks.size() <= MOST_BLOCKS && blocks.stream().allMatch(SlackStandIn::fits);
    }

    private static boolean fits(Object part) {
        return switch (part) {
            case JsonObject object ->
                    object.getMap().values().stream().allMatch(SlackStandIn::fits)
                            && object.fieldNames().stream()
                                    .allMatch(name -> fits(object.getValue(name)));
            case JsonArray array -> array.stream().allMatch(SlackStandIn::fits);
            case String text -> text.length() <= MOST_TEXT;
            default -> true;
        };
    }

    private static JsonObject ok() {
        return new JsonObject().put("ok", true);
    }

    private static JsonObject error(String error) {
        return new JsonObject().put("ok", false).put("error", error);
    }

    private static void send(HttpExchange exchange, int status, JsonObject answer)
            throws IOException {
        var bytes = answer.encode().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        var values = new HashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            var parts = pair.split("=", 2);
            values.put(
                    URLDecoder.decode(parts[0], UTF_8),
                    parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
        }
        return Map.copyOf(values);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
