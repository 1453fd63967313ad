package dev.holdpoint.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.app.Startup.Step;
import dev.holdpoint.edge.app.Surroundings.Shared;
import dev.holdpoint.edge.app.credentials.CredentialStore;
import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.app.secret.TargetSecrets;
import dev.holdpoint.edge.app.secret.VaultSecrets;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.policy.contract.secret.SecretBounds;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge around which there is nothing yet: what needs nothing but itself comes up. */
class EdgePartsTest {
    private static final String NOWHERE = "localhost:1";
    private static final List<String> BY_ITSELF =
            List.of("certificate", "mask key", "sql parser", "listener");

    @TempDir private Path state;
    private final Vertx vertx = Vertx.vertx();
    private final ManagedChannel channel =
            Grpc.newChannelBuilder(NOWHERE, InsecureChannelCredentials.create()).build();
    private int port;
    private EdgeParts parts;

    @BeforeEach
    void make() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        parts = new EdgeParts(surroundings());
    }

    @AfterEach
    void stop() {
        parts.stop().onComplete(_ -> vertx.close());
        channel.shutdownNow();
    }

    private Surroundings surroundings() {
        var config =
                EdgeConfigTest.config(
                        Map.of(
                                "holdpoint.edge.id",
                                "edge-1",
                                "holdpoint.state-dir",
                                state.toString(),
                                "holdpoint.edge.postgres.port",
                                Integer.toString(port)));
        Pool pool =
                PgBuilder.pool()
                        .connectingTo(PgConnectOptions.fromUri("postgresql://" + NOWHERE + "/none"))
                        .using(vertx)
                        .build();
        var vault = new VaultSecrets(vertx, VaultSecrets.NONE, Duration.ofSeconds(5));
        var secrets =
                new TargetSecrets(
                        vertx, new SecretBounds(List.of(), List.of(), List.of("secret")), vault);
        var shared =
                new Shared(
                        new PolicyClient(new OnContext(vertx), channel),
                        new CredentialStore(pool, InstantSource.system()),
                        new LiveSessions(),
                        secrets);
        return new Surroundings(
                vertx, pool, config, new EdgeLog(NOWHERE, (short) 1), channel, channel, shared);
    }

    @Test
    void nobody_is_listened_to_before_the_parser_is_warm() {
        Promise<Void> more = Promise.promise();
        var warm = step("sql parser").up().get();
        assertThat(warm.isComplete()).isFalse();
        var steps =
                parts.steps().stream()
                        .filter(step -> BY_ITSELF.contains(step.part()))
                        .map(
                                step ->
                                        step.part().equals("sql parser")
                                                ? and(step, more.future())
                                                : step)
                        .toList();
        var startup = new Startup(vertx, steps);
        startup.begin();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(warm::succeeded);
        assertThat(isListening()).isFalse();
        assertThat(startup.missing()).contains("sql parser");

        more.complete();
        Awaitility.await().until(this::isListening);
        assertThat(startup.missing()).isEmpty();
    }

    private Step step(String part) {
        return parts.steps().stream()
                .filter(step -> step.part().equals(part))
                .findFirst()
                .orElseThrow();
    }

    /** The same, and then something more. */
    private static Step and(Step step, Future<Void> more) {
        return new Step(step.part(), () -> step.up().get().compose(_ -> more));
    }

    private boolean isListening() {
        try (var socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
