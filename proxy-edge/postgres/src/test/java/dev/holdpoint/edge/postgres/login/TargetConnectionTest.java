package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TargetConnectionTest {
    @Test
    void whatever_fails_at_a_frame_ends_the_connection() throws Exception {
        var vertx = Vertx.vertx();
        var ended = new CompletableFuture<String>();
        var hungUp = new CompletableFuture<Boolean>();
        try {
            vertx.createNetServer()
                    .connectHandler(
                            socket -> {
                                socket.closeHandler(_ -> hungUp.complete(true));
                                socket.write(PgWriter.frame('R').putInt(0).done().bytes());
                            })
                    .listen(0, "localhost")
                    .compose(
                            server ->
                                    vertx.createNetClient()
                                            .connect(server.actualPort(), "localhost"))
                    .onSuccess(
                            socket ->
                                    new TargetConnection(socket)
                                            .frames(
                                                    _ -> {
                                                        throw new IllegalStateException("secret");
                                                    },
                                                    ended::complete));
            assertThat(ended.get(20, TimeUnit.SECONDS)).doesNotContain("secret");
            assertThat(hungUp.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            vertx.close();
        }
    }

    @Test
    void a_row_for_which_no_memory_is_left_comes_once_who_keeps_it_is_ended() throws Exception {
        var vertx = Vertx.vertx();
        var memory = new RowMemory(100_000, Duration.ofMillis(100));
        var holder = new CompletableFuture<RowMemory.Share>();
        var other = memory.share(() -> {}, () -> holder.join().close());
        holder.complete(other);
        assertThat(other.take(90_000)).isTrue();
        var row = new CompletableFuture<Integer>();
        try {
            sent(vertx, row())
                    .onSuccess(
                            socket ->
                                    large(vertx, socket, memory)
                                            .frames(
                                                    frame -> row.complete(frame.length()),
                                                    _ -> {}));
            assertThat(row.get(20, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(80_000);
            assertThat(memory.waiting()).isZero();
            Awaitility.await().until(() -> memory.left() == 100_000);
        } finally {
            vertx.close();
        }
    }

    @Test
    void a_row_that_others_wait_for_ends_the_connection_and_says_why() throws Exception {
        var vertx = Vertx.vertx();
        var memory = new RowMemory(100_000, Duration.ofMillis(1));
        var ended = new CompletableFuture<String>();
        try {
            sent(vertx, row().getBuffer(0, 1_000))
                    .onSuccess(
                            socket ->
                                    large(vertx, socket, memory).frames(_ -> {}, ended::complete));
            Awaitility.await().until(() -> memory.left() < 100_000);
            var other = memory.share(() -> {}, () -> {});
            assertThat(other.take(90_000)).isFalse();
            Awaitility.await().until(() -> memory.endOverdue() > 0 && ended.isDone());
            assertThat(ended.get()).contains("80005 bytes").contains("all sessions share 100000");
            Awaitility.await().until(() -> memory.left() == 10_000);
        } finally {
            vertx.close();
        }
    }

    private static Buffer row() {
        return PgWriter.frame('D').putBytes(new byte[80_000]).done().bytes();
    }

    private static Future<NetSocket> sent(Vertx vertx, Buffer bytes) {
        return vertx.createNetServer()
                .connectHandler(socket -> socket.write(bytes))
                .listen(0, "localhost")
                .compose(
                        server ->
                                vertx.createNetClient().connect(server.actualPort(), "localhost"));
    }

    private static TargetConnection large(Vertx vertx, NetSocket socket, RowMemory memory) {
        var connection = new TargetConnection(socket);
        connection.loggedIn(List.of(), 1, Buffer.buffer());
        connection.within(vertx, memory, task -> vertx.runOnContext(_ -> task.run()), () -> false);
        return connection;
    }
}
