package dev.holdpoint.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.holdpoint.approval.webhook.Outcome.Failed;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Posts notices to one endpoint, on connections of its own. Follows no redirects, reads no answer's
 * body, and connects to the very addresses that were checked.
 */
final class WebhookClient implements Courier {
    private static final int MAX_HEADERS = 8 * 1024;
    private static final long LEFTOVERS_MILLIS = 1_000;

    private final Endpoint endpoint;
    private final InstantSource clock;
    private final HttpClient http;
    private final WorkerExecutor worker;

    WebhookClient(Vertx vertx, Endpoint endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.http = vertx.createHttpClient(options(endpoint));
        this.worker = vertx.createSharedWorkerExecutor("webhook-" + endpoint.name(), 1);
    }

    private static HttpClientOptions options(Endpoint endpoint) {
        int timeout = Math.toIntExact(endpoint.timeout().toMillis());
        var options =
                new HttpClientOptions()
                        .setSsl(endpoint.place().tls())
                        .setVerifyHost(true)
                        .setMaxPoolSize(AT_ONCE)
                        .setConnectTimeout(timeout)
                        .setSslHandshakeTimeout(timeout)
                        .setSslHandshakeTimeoutUnit(MILLISECONDS)
                        .setMaxHeaderSize(MAX_HEADERS);
        endpoint.authority()
                .ifPresent(
                        file ->
                                options.setTrustOptions(
                                        new PemTrustOptions().addCertPath(file.toString())));
        return options;
    }

    /** What a round of attempts needs: the keys as they are now, and where the name leads now. */
    record Ready(List<SigningKey> keys, List<InetAddress> addresses) {}

    /** Fails with {@link SecretMissing} or {@link UnusableEndpoint} if nothing can be sent now. */
    Future<Ready> ready() {
        return worker.executeBlocking(
                        () -> new Ready(endpoint.keys(), endpoint.place().addresses()))
                .timeout(endpoint.timeout().toMillis(), MILLISECONDS);
    }

    @Override
    public Route route() {
        return endpoint.route();
    }

    @Override
    public Future<Map<Notice, Outcome>> send(List<Notice> due) {
        return ready().compose(
                        ready -> post(due, ready),
                        failure -> Future.succeededFuture(allOf(due, unanswered(failure))));
    }

    private Future<Map<Notice, Outcome>> post(List<Notice> due, Ready ready) {
        var posts = due.stream().map(notice -> post(notice, ready)).toList();
        return Future.all(posts)
                .map(
                        _ -> {
                            var outcomes = new LinkedHashMap<Notice, Outcome>();
                            for (int i = 0; i < due.size(); i++) {
                                outcomes.put(due.get(i), posts.get(i).result());
                            }
                            return outcomes;
                        });
    }

    private static Map<Notice, Outcome> allOf(List<Notice> due, Outcome outcome) {
        var outcomes = new LinkedHashMap<Notice, Outcome>();
        due.forEach(notice -> outcomes.put(notice, outcome));
        return outcomes;
    }

    /** Posts a notice; never fails. */
    Future<Outcome> post(Notice notice, Ready ready) {
        return Future.succeededFuture()
                .compose(_ -> http.request(request(notice, ready)))
                .compose(request -> answered(request, notice.body()))
                .otherwise(this::unanswered);
    }

    /** Why an attempt came to nothing, in words of our own. */
    Outcome unanswered(Throwable failure) {
        return Failed.unanswered(
                switch (failure) {
                    case UnusableEndpoint unusable -> unusable.reason();
                    case SecretMissing missing -> String.valueOf(missing.getMessage());
                    case TimeoutException _ ->
                            "no answer within " + endpoint.timeout().toMillis() + " ms";
                    case ConnectException _ -> "no connection";
                    case SSLException _ ->
                            "no TLS: is its certificate of this host, and of a known authority?";
                    default -> "broken off: " + failure.getClass().getSimpleName();
                });
    }

    private RequestOptions request(Notice notice, Ready ready) {
        var place = endpoint.place();
        long now = clock.instant().getEpochSecond();
        var address = ready.addresses().get(notice.attempts() % ready.addresses().size());
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(place.port(), address.getHostAddress()))
                .setHost(place.host())
                .setPort(place.port())
                .setSsl(place.tls())
                .setURI(place.target())
                .setFollowRedirects(false)
                .setConnectTimeout(endpoint.timeout().toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "holdpoint")
                .putHeader("webhook-id", notice.id())
                .putHeader("webhook-timestamp", Long.toString(now))
                .putHeader("webhook-signature", signatures(notice, now, ready.keys()));
    }

    private static String signatures(Notice notice, long now, List<SigningKey> keys) {
        return keys.stream()
                .map(key -> key.sign(notice.id(), now, notice.body()))
                .collect(Collectors.joining(" "));
    }

    private Future<Outcome> answered(HttpClientRequest request, String body) {
        return request.send(Buffer.buffer(body.getBytes(UTF_8)))
                .map(response -> read(request, response))
                .timeout(endpoint.timeout().toMillis(), MILLISECONDS)
                .onFailure(_ -> request.reset());
    }

    /** What follows the headers is passed over; a connection that does not end by then is ended. */
    private static Outcome read(HttpClientRequest request, HttpClientResponse response) {
        response.end().timeout(LEFTOVERS_MILLIS, MILLISECONDS).onFailure(_ -> request.reset());
        return Answer.of(response.statusCode(), response.getHeader("retry-after"));
    }

    @Override
    public void close() {
        http.close();
        worker.close();
    }
}
