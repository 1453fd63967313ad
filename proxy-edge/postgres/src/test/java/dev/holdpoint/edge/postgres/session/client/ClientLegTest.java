package dev.holdpoint.edge.postgres.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientLegTest {
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<NetSocket> accepted = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_a_client_does_not_read_does_not_keep_its_connection_open() throws Exception {
        int port =
                vertx.createNetServer()
                        .connectHandler(accepted::complete)
                        .listen(0, "localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .actualPort();
        try (var client = new Socket("localhost", port)) {
            var socket = accepted.get(20, TimeUnit.SECONDS);
            vertx.runOnContext(_ -> sendAndClose(socket));

            assertThat(gone.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.isClosed()).isFalse();
        }
    }

    private void sendAndClose(NetSocket socket) {
        var leg = new ClientLeg(vertx, socket, new MessageMemory(1 << 20), Duration.ofMillis(200));
        leg.start(() -> {}, _ -> {}, () -> gone.complete(true));
        leg.write(PgWriter.frame('D').putBytes(new byte[30_000_000]).done());
        leg.close();
    }
}
