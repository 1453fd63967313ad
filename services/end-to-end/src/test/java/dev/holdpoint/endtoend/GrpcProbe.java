package dev.holdpoint.endtoend;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Calls methods of gRPC by name, as somebody does who has no descriptors. */
final class GrpcProbe implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));
    private final int port;

    GrpcProbe(int port) {
        this.port = port;
    }

    /** The gRPC status of the answer, or the HTTP status if it is not gRPC at all. */
    String status(String method, String message) {
        var bytes = HexFormat.of().parseHex(message);
        var frame = Buffer.buffer().appendByte((byte) 0).appendInt(bytes.length).appendBytes(bytes);
        return client.request(HttpMethod.POST, port, "localhost", "/" + method)
                .compose(
                        request ->
                                request.putHeader("content-type", "application/grpc")
                                        .putHeader("te", "trailers")
                                        .send(frame))
                .compose(answer -> answer.body().map(_ -> status(answer)))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static String status(HttpClientResponse answer) {
        var trailer = answer.getTrailer("grpc-status");
        var status = trailer == null ? answer.getHeader("grpc-status") : trailer;
        return status == null ? "HTTP " + answer.statusCode() : status;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
