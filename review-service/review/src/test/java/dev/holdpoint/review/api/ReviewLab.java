package dev.holdpoint.review.api;

import dev.holdpoint.embedded.EmbeddedOidc;
import dev.holdpoint.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class ReviewLab implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedOidc oidc;

    @Override
    public Map<String, String> start() {
        var infrastructure = TestInfrastructure.shared();
        var database = infrastructure.newDatabase();
        oidc = issuer();
        var config = new HashMap<String, String>();
        config.put("holdpoint.kafka.bootstrap-servers", infrastructure.bootstrapServers());
        config.put("holdpoint.postgres.url", database.uri());
        config.put("holdpoint.postgres.user", database.user());
        config.put("holdpoint.postgres.password", database.password());
        config.put("holdpoint.oidc.issuer", oidc.issuer());
        config.put("quarkus.http.test-port", "0");
        for (var principal : List.of("alice", "bob", "carol", "support-agent")) {
            config.put("test.token." + principal, oidc.token(principal, "holdpoint-api"));
        }
        return config;
    }

    private static EmbeddedOidc issuer() {
        try {
            return EmbeddedOidc.start(Files.createTempDirectory("review-lab"), 0);
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
