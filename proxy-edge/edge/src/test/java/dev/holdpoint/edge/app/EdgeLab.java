package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.policy.PolicyServer;
import dev.holdpoint.embedded.EmbeddedOidc;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything around one edge, for real: broker, database, issuer, and policy over gRPC. */
public final class EdgeLab implements QuarkusTestResourceLifecycleManager {
    private static @Nullable EmbeddedOidc oidc;
    private static @Nullable PolicyServer policy;
    private static @Nullable TestDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            var state = Files.createTempDirectory("edge-lab");
            oidc = EmbeddedOidc.start(state.resolve("oidc"), 0);
            policy = new PolicyServer(0);
            database = TestInfrastructure.shared().newDatabase();
            return settings(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(Path state) throws IOException {
        return Map.ofEntries(
                Map.entry("holdpoint.state-dir", state.toString()),
                Map.entry(
                        "holdpoint.kafka.bootstrap-servers",
                        TestInfrastructure.shared().bootstrapServers()),
                Map.entry("holdpoint.postgres.url", database().uri()),
                Map.entry("holdpoint.postgres.user", database().user()),
                Map.entry("holdpoint.postgres.password", database().password()),
                Map.entry("holdpoint.oidc.issuer", Objects.requireNonNull(oidc).issuer()),
                Map.entry(
                        "quarkus.grpc.clients.policy.test-port", Integer.toString(policy().port())),
                Map.entry("holdpoint.edge.postgres.port", Integer.toString(freePort())));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static String token(String principal, String audience) {
        return Objects.requireNonNull(oidc).token(principal, audience);
    }

    static PolicyServer policy() {
        return Objects.requireNonNull(policy);
    }

    static TestDatabase database() {
        return Objects.requireNonNull(database);
    }

    @Override
    public void stop() {
        policy().close();
        Objects.requireNonNull(oidc).close();
    }
}
