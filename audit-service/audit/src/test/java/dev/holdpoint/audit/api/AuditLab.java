package dev.holdpoint.audit.api;

import dev.holdpoint.embedded.EmbeddedOidc;
import dev.holdpoint.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class AuditLab implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedOidc oidc;

    @Override
    public Map<String, String> start() {
        var infrastructure = TestInfrastructure.shared();
        var database = infrastructure.newDatabase();
        var state = directory();
        var issuer = EmbeddedOidc.start(state, 0);
        oidc = issuer;
        var config = new HashMap<String, String>();
        config.put("holdpoint.kafka.bootstrap-servers", infrastructure.bootstrapServers());
        config.put("holdpoint.postgres.url", database.uri());
        config.put("holdpoint.postgres.user", database.user());
        config.put("holdpoint.postgres.password", database.password());
        config.put("holdpoint.oidc.issuer", issuer.issuer());
        config.put("holdpoint.state-dir", state.toString());
        config.put("holdpoint.audit.checkpoint-interval", "300ms");
        config.put("quarkus.http.test-port", "0");
        for (var principal : List.of("alice", "bob", "carol", "support-agent", "deploy-bot")) {
            config.put("test.token." + principal, issuer.token(principal, "holdpoint-api"));
        }
        config.put("test.token.edge", issuer.token("carol", "holdpoint-edge"));
        return config;
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("audit-lab");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (oidc != null) {
            oidc.close();
        }
    }
}
