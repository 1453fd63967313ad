package dev.holdpoint.audit.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingRetentionIT {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void recordings_begun_before_the_retention_go_as_a_whole_and_others_stay() {
        var database = TestInfrastructure.shared().newDatabase();
        database.execute("CREATE SCHEMA audit; SET search_path TO audit;" + ddl());
        insert(database::execute, "old", 1, "2026-10-22T11:59:59Z");
        insert(database::execute, "old", 2, "2026-10-22T12:00:01Z");
        insert(database::execute, "young", 1, "2026-10-22T12:00:01Z");
        var vertx = Vertx.vertx();
        var options =
                PgConnectOptions.fromUri(database.uri())
                        .setUser(database.user())
                        .setPassword(database.password());
        var pool = PgBuilder.pool().connectingTo(options).using(vertx).build();

        await(RecordingRetention.start(vertx, pool, () -> NOON, Duration.ofDays(30))).close();

        assertThat(database.value("SELECT string_agg(command, ',') FROM audit.result_chunks"))
                .isEqualTo("young");
        await(pool.close());
        await(vertx.close());
    }

    private static String ddl() {
        return String.join(";", new RecordingsProjection().ddl());
    }

    private interface Database {
        void execute(String sql);
    }

    private static void insert(Database database, String command, int number, String at) {
        database.execute(
                "INSERT INTO audit.result_chunks VALUES ('s', '%s', %d, NULL, '', 'f', '', '%s')"
                        .formatted(command, number, at));
    }
}
