package dev.holdpoint.approval.api;

import dev.holdpoint.testkit.ServiceLab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class ApprovalLab implements QuarkusTestResourceLifecycleManager {
    private static final String PEOPLE =
            """
            { "people": [ { "name": "bea",
              "accounts": [ { "issuer": "ISSUER", "subject": "bea" },
                            { "issuer": "ISSUER", "subject": "bea-admin" } ],
              "agents": [ { "issuer": "ISSUER", "subject": "errand" } ] } ] }
            """;

    private @Nullable ServiceLab lab;

    @Override
    public Map<String, String> start() {
        var started = ServiceLab.start();
        lab = started;
        var config =
                started.settings("alice", "bob", "bea", "carol", "support-agent", "deploy-bot");
        config.put("test.token.edge", started.edgeToken("bob"));
        config.put("holdpoint.approval.people-file", people(config.get("holdpoint.oidc.issuer")));
        config.put("quarkus.log.category.\"kafka\".level", "WARN");
        config.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
        return config;
    }

    /** bea has a second account, bea-admin, and owns an agent, errand. */
    private static String people(@Nullable String issuer) {
        try {
            var file = Files.createTempFile("people", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(file, PEOPLE.replace("ISSUER", String.valueOf(issuer)));
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.close();
        }
    }
}
