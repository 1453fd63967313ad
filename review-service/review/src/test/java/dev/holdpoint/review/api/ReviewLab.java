package dev.holdpoint.review.api;

import dev.holdpoint.testkit.ServiceLab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class ReviewLab implements QuarkusTestResourceLifecycleManager {
    private @Nullable ServiceLab lab;

    @Override
    public Map<String, String> start() {
        var started = ServiceLab.start();
        lab = started;
        return started.settings("alice", "bob", "carol", "support-agent");
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.close();
        }
    }
}
