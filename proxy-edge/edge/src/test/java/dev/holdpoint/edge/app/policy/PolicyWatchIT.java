package dev.holdpoint.edge.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a line is lost, policy-service sees one of them at a time. */
class PolicyWatchIT {
    private final Vertx vertx = Vertx.vertx();
    private final List<PolicyWatch> watches = new ArrayList<>();
    private WatchServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        server = new WatchServer();
        channel =
                Grpc.newChannelBuilder(
                                "localhost:" + server.port(), InsecureChannelCredentials.create())
                        .build();
    }

    @AfterEach
    void stop() {
        watches.forEach(PolicyWatch::close);
        channel.shutdownNow();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private PolicyWatch watch(String edge) {
        var watch = new PolicyWatch(vertx, channel, edge, _ -> {});
        watches.add(watch);
        watch.open();
        return watch;
    }

    @Test
    void a_silent_line_is_hung_up_on_before_another_is_opened() {
        server.silent = true;
        var lines = server.of("edge-1");
        watch("edge-1");

        await().atMost(Duration.ofSeconds(20)).until(() -> lines.opened() == 3);
        assertThat(lines.most()).isEqualTo(1);
    }

    @Test
    void a_line_cut_shortly_before_its_silence_is_noticed_is_opened_again_once() {
        await().until(watch("warm-up")::isLive);
        var edges = IntStream.range(0, 8).mapToObj(i -> "edge-" + i).toList();
        for (int i = 0; i < edges.size(); i++) {
            server.cut(edges.get(i), Duration.ofMillis(3_800 + 20 * i));
            watch(edges.get(i));
        }

        for (var edge : edges) {
            var lines = server.of(edge);
            await().atMost(Duration.ofSeconds(20)).until(() -> lines.beats() >= 10);
            assertThat(lines.most()).as(edge).isEqualTo(1);
        }
    }

    @Test
    void opening_an_open_line_opens_no_other() {
        var lines = server.of("edge-1");
        var watch = watch("edge-1");
        watch.open();
        watch.open();

        await().until(() -> lines.beats() >= 10);
        assertThat(lines.opened()).isEqualTo(1);
    }

    @Test
    void closing_hangs_up() {
        var lines = server.of("edge-1");
        var watch = watch("edge-1");
        await().until(watch::isLive);

        watch.close();
        await().until(() -> lines.open() == 0);
    }
}
