package dev.holdpoint.audit.api;

import dev.holdpoint.testkit.ServiceLab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class AuditLab implements QuarkusTestResourceLifecycleManager {
    private @Nullable ServiceLab lab;

    @Override
    public Map<String, String> start() {
        var started = ServiceLab.start();
        lab = started;
        var config = started.settings("alice", "bob", "carol", "support-agent", "deploy-bot");
        config.put("test.token.edge", started.edgeToken("carol"));
        config.put("holdpoint.audit.checkpoint-interval", "300ms");
        return config;
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.close();
        }
    }
}
