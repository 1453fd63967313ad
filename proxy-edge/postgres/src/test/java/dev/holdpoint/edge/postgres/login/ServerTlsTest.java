package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Certificate;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTlsTest {
    private final Vertx vertx = Vertx.vertx();
    @TempDir Path directory;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void files_that_cannot_be_read_are_named() throws Exception {
        var pem = Certificate.in(directory);
        var missing = directory.resolve("nowhere.pem");
        var empty = Files.createFile(directory.resolve("empty.pem"));

        assertUnreadable(missing, pem.chain(), missing);
        assertUnreadable(empty, pem.chain(), empty);
        assertUnreadable(pem.key(), missing, missing);
        assertUnreadable(pem.key(), empty, empty);
    }

    private void assertUnreadable(Path key, Path certificate, Path named) {
        assertThatThrownBy(() -> ServerTls.of(vertx, key, certificate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining(named.toString());
    }
}
