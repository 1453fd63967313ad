package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
}
