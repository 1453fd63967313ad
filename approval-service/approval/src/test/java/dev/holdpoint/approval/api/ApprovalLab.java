package dev.holdpoint.approval.api;

import dev.holdpoint.testkit.ServiceLab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class ApprovalLab implements QuarkusTestResourceLifecycleManager {
    private @Nullable ServiceLab lab;

    @Override
    public Map<String, String> start() {
        var started = ServiceLab.start();
        lab = started;
        var config =
                started.settings("alice", "bob", "bea", "carol", "support-agent", "deploy-bot");
        config.put("test.token.edge", started.edgeToken("bob"));
        config.put("quarkus.log.category.\"kafka\".level", "WARN");
        config.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
        return config;
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.close();
        }
    }
}
