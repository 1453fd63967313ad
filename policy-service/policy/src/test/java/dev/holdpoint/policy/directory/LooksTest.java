package dev.holdpoint.policy.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the next look is. */
class LooksTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final Vertx vertx = Vertx.vertx();
    private final CopyOnWriteArrayList<Promise<Void>> looked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_is_told_during_a_look_is_looked_at_once_behind_it() {
        var looks = new Looks(vertx, NEVER, this::look);
        looks.now();
        awaitLooks(1);
        looks.now();
        looks.now();
        looks.now();
        assertThat(looked).hasSize(1);

        looked.getFirst().complete();
        awaitLooks(2);
        looked.get(1).complete();
        looks.now();
        awaitLooks(3);
    }

    @Test
    void a_look_that_failed_is_followed_by_the_next_all_the_same() {
        var looks = new Looks(vertx, Duration.ofMillis(10), this::look);
        looks.now();
        awaitLooks(1);

        looked.getFirst().fail("broken");

        awaitLooks(2);
    }

    @Test
    void once_closed_nobody_looks() {
        var lookedAfter = new CopyOnWriteArrayList<String>();
        var looks = new Looks(vertx, NEVER, () -> tell(lookedAfter, "closed"));
        var later = new Looks(vertx, NEVER, () -> tell(lookedAfter, "open"));

        looks.close();
        looks.now();
        vertx.runOnContext(_ -> later.now());

        await().until(() -> lookedAfter.contains("open"));
        assertThat(lookedAfter).containsExactly("open");
    }

    private static Future<Void> tell(CopyOnWriteArrayList<String> names, String name) {
        names.add(name);
        return Future.succeededFuture();
    }

    private Future<Void> look() {
        Promise<Void> promise = Promise.promise();
        looked.add(promise);
        return promise.future();
    }

    private void awaitLooks(int times) {
        await().untilAsserted(() -> assertThat(looked).hasSize(times));
    }
}
