package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
    void a_row_for_which_no_memory_is_left_in_time_ends_the_connection_and_says_why()
            throws Exception {
        var vertx = Vertx.vertx();
        var memory = new RowMemory(100_000, Duration.ofMillis(100));
        var other = memory.share(() -> {});
        assertThat(other.take(90_000)).isTrue();
        var ended = new CompletableFuture<String>();
        try {
            vertx.createNetServer()
                    .connectHandler(
                            socket -> {
                                var row = PgWriter.frame('D').putBytes(new byte[80_000]).done();
                                socket.write(row.bytes().getBuffer(0, 1_000));
                            })
                    .listen(0, "localhost")
                    .compose(
                            server ->
                                    vertx.createNetClient()
                                            .connect(server.actualPort(), "localhost"))
                    .onSuccess(
                            socket -> {
                                var connection = new TargetConnection(socket);
                                connection.loggedIn(List.of(), 1, Buffer.buffer());
                                connection.within(
                                        vertx,
                                        memory,
                                        task -> vertx.runOnContext(_ -> task.run()),
                                        () -> false);
                                connection.frames(_ -> {}, ended::complete);
                            });
            assertThat(ended.get(20, TimeUnit.SECONDS))
                    .contains("80005 bytes")
                    .contains("all sessions share 100000");
            Awaitility.await().until(() -> memory.waiting() == 0);
            assertThat(memory.left()).isEqualTo(10_000);
        } finally {
            vertx.close();
        }
    }
}
